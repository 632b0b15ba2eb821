using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;

namespace Vrrp.Tests.Engine;

/// <summary>What an earlier process left behind: whose it is, and what becomes of it.</summary>
public sealed class AdoptionTests
{
    private const uint OurForm = IfAddrConstants.IFA_F_NOPREFIXROUTE | IfAddrConstants.IFA_F_DEPRECATED;

    private static readonly Instant Now = new(7_000_000_000_000);

    [Fact]
    public void All_addresses_young_and_ours_are_adopted_until_a_backup_may_lose_patience()
    {
        var found = Find(ConfigOf(Router("lan4", "192.0.2.100/32", "192.0.2.101/32")),
            Left("192.0.2.101/32", secondsLeft: 1), Left("192.0.2.100/32", secondsLeft: 2));

        Assert.Equal(
            new Adoption("lan4", Now + Timing.AdoptionTime(VrrpVersion.V3, Duration.FromSeconds(1), 1)),
            Assert.Single(found));
    }

    [Fact]
    public void Nothing_else_is()
    {
        var router = Router("lan4", "192.0.2.100/32", "192.0.2.101/32");
        var first = Left("192.0.2.100/32", secondsLeft: 2);

        Assert.Empty(Find(ConfigOf(router)));
        Assert.Empty(Find(ConfigOf(router), first));
        Assert.Empty(Find(ConfigOf(router), first, Left("192.0.2.101/24", secondsLeft: 2)));
        Assert.Empty(Find(ConfigOf(router), first, Left("192.0.2.101/32", secondsLeft: 2, index: 3)));
        Assert.Empty(Find(ConfigOf(router), first, Left("192.0.2.101/32", secondsLeft: 2, tag: 18)));
        Assert.Empty(Find(ConfigOf(router), first, Left("192.0.2.101/32", secondsLeft: 3)));
        Assert.Empty(Find(ConfigOf(router), first, Left("192.0.2.101/32", secondsLeft: uint.MaxValue)));
        Assert.NotEmpty(Find(ConfigOf(router), first, Left("192.0.2.101/32", secondsLeft: 2)));
    }

    [Fact]
    public void A_startup_delay_is_a_wish_to_begin_anew() => Assert.Empty(Find(
        ConfigOf(Router("lan4", "192.0.2.100/32") with { StartupDelay = Duration.FromSeconds(1) }),
        Left("192.0.2.100/32", secondsLeft: 2)));

    [Fact]
    public void A_sync_group_is_adopted_as_one_or_not_at_all()
    {
        var config = ConfigOf(
            Router("inside", "192.0.2.100/32"), Router("outside", "192.0.2.101/32"), Router("alone", "192.0.2.102/32"))
            with { SyncGroups = [new SyncGroupConfig("both", [0, 1])] };

        Assert.Equal(["alone"], Find(config,
            Left("192.0.2.100/32", secondsLeft: 2), Left("192.0.2.102/32", secondsLeft: 2)).Select(one => one.Name));
        Assert.Equal(["inside", "outside"], Find(config,
            Left("192.0.2.100/32", secondsLeft: 2), Left("192.0.2.101/32", secondsLeft: 2)).Select(one => one.Name));
    }

    [Fact]
    public void An_adopted_master_speaks_with_the_priority_that_it_had_before_its_checks_speak()
    {
        var test = new TestRouter(track: [new(0, -60), new(1, 0)]);
        test.Router.Trust(test.Now, 0);
        test.Router.Trust(test.Now, 1);
        test.Router.Adopt(test.Now);

        Assert.Equal(["assign 192.0.2.100/32 2", "send 150", "announce 192.0.2.100"], test.Port.TakeCalls());
        var told = Assert.Single(test.TakeEvents());
        Assert.Equal((VrrpState.Initialize, VrrpState.Master, TransitionReason.Adopted),
            (told.From, told.To, told.Reason));
    }

    [Theory]
    [InlineData(0, VrrpState.Master)]
    [InlineData(1, VrrpState.Fault)]
    public void A_bad_first_word_counts_at_once(int tracker, VrrpState state)
    {
        var test = new TestRouter(track: [new(0, -60), new(1, 0)]);
        test.Router.Trust(test.Now, 0);
        test.Router.Trust(test.Now, 1);
        test.Router.Adopt(test.Now);

        test.Router.SetTracker(test.Now, tracker, up: false);

        Assert.Equal(state, test.Router.State);
        Assert.Equal(tracker == 0 ? 90 : 150, test.Router.Snapshot(null).Priority);
    }

    [Fact]
    public void A_vital_check_that_nobody_trusts_keeps_a_router_from_adopting()
    {
        var test = new TestRouter(track: [new(0, 0)]);

        test.Router.Adopt(test.Now);

        Assert.Equal(["remove 192.0.2.100/32"], test.Port.TakeCalls());
        Assert.Equal(VrrpState.Fault, test.Router.State);
    }

    [Fact]
    public void What_may_not_be_adopted_any_more_is_removed_before_the_start()
    {
        var test = new TestRouter();

        test.Router.Disown(test.Now);

        Assert.Equal(["remove 192.0.2.100/32"], test.Port.TakeCalls());
        Assert.Equal(VrrpEventKind.LeftoverRemoved, Assert.Single(test.TakeEvents()).Kind);
    }

    [Fact]
    public void A_master_that_keeps_its_addresses_renews_them_and_removes_nothing()
    {
        var test = TestRouter.Master();

        test.Router.Keep(test.Now);
        test.Router.Stop(test.Now);

        Assert.Equal(["assign 192.0.2.100/32 2", "send 150"], test.Port.TakeCalls());
        Assert.Equal(TransitionReason.Kept, Assert.Single(test.TakeEvents()).Reason);
    }

    private static ImmutableArray<Adoption> Find(VrrpConfig config, params InterfaceAddress[] present)
    {
        var interfaces = new InterfaceTable();
        interfaces.Replace([new(2, "fake0", true, true, default), new(3, "fake1", true, true, default)]);
        return Adoption.Find(Now, config, present, interfaces);
    }

    private static InterfaceAddress Left(
        string address, uint secondsLeft, int index = 2, byte tag = RouteClient.AddressTag) =>
        new(index, AddressPrefix.Parse(address), tag, OurForm) { SecondsLeft = secondsLeft };

    private static VrrpConfig ConfigOf(params VirtualRouterConfig[] routers) =>
        new() { VirtualRouters = [.. routers], Trackers = [] };

    private static VirtualRouterConfig Router(string name, params string[] addresses) => new()
    {
        Name = name,
        Interface = "fake0",
        VirtualRouterId = 51,
        Priority = 150,
        Addresses = [.. addresses.Select(AddressPrefix.Parse)],
        AdvertisementInterval = Duration.FromSeconds(1),
        Preempt = true,
        Track = [],
    };
}
