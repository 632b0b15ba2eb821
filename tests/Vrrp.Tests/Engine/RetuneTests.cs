using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Packets;
using Vrrp.Tests.Packets;

namespace Vrrp.Tests.Engine;

/// <summary>Another configuration for a virtual router that runs.</summary>
public sealed class RetuneTests
{
    private static readonly TrackerTable NoWords = new(0);

    [Fact]
    public void A_master_adds_and_removes_addresses_and_stays_master()
    {
        var test = TestRouter.Master(addresses: ["192.0.2.100/32", "192.0.2.101/32"]);

        Retune(test, test.Router.Config with
        {
            Addresses = [AddressPrefix.Parse("192.0.2.100/32"), AddressPrefix.Parse("192.0.2.102/32")],
        });

        Assert.Equal(
            [
                "remove 192.0.2.101/32", "assign 192.0.2.100/32 2", "assign 192.0.2.102/32 2", "send 150",
                "announce 192.0.2.100", "announce 192.0.2.102",
            ],
            test.Port.TakeCalls());
        Assert.Equal(VrrpState.Master, test.Router.State);
        Assert.Empty(test.TakeEvents());
    }

    // Removed and added again, it would lose its connections.
    [Fact]
    public void An_address_that_another_Master_inherits_stays_where_it_is()
    {
        var moved = new OwnedAddress(AddressPrefix.Parse("192.0.2.101/32"), "fake0");
        var test = TestRouter.Master(addresses: ["192.0.2.100/32", "192.0.2.101/32", "192.0.2.102/32"]);

        test.Router.Retune(
            test.Now, test.Router.Config with { Addresses = [AddressPrefix.Parse("192.0.2.100/32")] }, NoWords,
            inSyncGroup: false, [moved]);

        Assert.Equal(["remove 192.0.2.102/32"], test.Port.TakeCalls().Where(call => call.StartsWith("remove")));
        Assert.Equal([IpAddr.Parse("192.0.2.102")], test.Port.Aborted);
        test.Router.Stop(test.Now);
        Assert.Equal(["send 0", "remove 192.0.2.100/32"], test.Port.TakeCalls());
    }

    [Fact]
    public void Who_ends_leaves_an_address_to_the_Master_that_inherits_it()
    {
        var moved = new OwnedAddress(AddressPrefix.Parse("192.0.2.101/32"), "fake0");
        var test = TestRouter.Master(addresses: ["192.0.2.100/32", "192.0.2.101/32"]);

        test.Router.Stop(test.Now, [moved]);

        Assert.Equal(["send 0", "remove 192.0.2.100/32"], test.Port.TakeCalls());
        Assert.Equal([IpAddr.Parse("192.0.2.100")], test.Port.Aborted);
    }

    [Fact]
    public void A_new_priority_is_told_and_advertised()
    {
        var test = TestRouter.Master();

        Retune(test, test.Router.Config with { Priority = 120 });
        test.Run(Duration.FromSeconds(1));

        Assert.Equal(["send 120", "send 120"], test.Port.TakeCalls().Where(call => call.StartsWith("send")));
        var told = Assert.Single(test.TakeEvents());
        Assert.Equal((VrrpEventKind.PriorityChanged, 150, 120), (told.Kind, told.PriorityBefore, told.Priority));
    }

    [Fact]
    public void What_was_heard_before_a_reload_is_no_news_behind_it()
    {
        var test = new TestRouter();
        var hmac = Messages.Hmac() with { Window = Duration.FromSeconds(300) };
        Retune(test, test.Router.Config with { Authentication = hmac });
        test.Router.Start(test.Now);
        var packet = test.Packet(100, stamp: HmacStamp.At(new(WallClock.UnixNanoseconds)));
        test.Router.Receive(test.Now, packet);

        Retune(test, test.Router.Config with { Authentication = hmac with { Window = Duration.FromSeconds(200) } });
        test.Router.Receive(test.Now, packet);

        var snapshot = test.Router.Snapshot(null);
        Assert.Equal((1, 1), (snapshot.AdvertisementsReceived, snapshot.Dropped[(int)DropReason.HmacReplayed]));
    }

    [Fact]
    public void An_address_that_the_kernel_refuses_is_a_fault_with_a_farewell()
    {
        var test = new TestRouter();
        test.Router.Start(test.Now);
        test.WaitForDeadline();
        test.Port.TakeCalls();
        test.TakeEvents();
        test.Port.RefuseAssign = address => address == AddressPrefix.Parse("192.0.2.102/32") ? Errno.ENOMEM : 0;

        Retune(test, test.Router.Config with
        {
            Addresses = [AddressPrefix.Parse("192.0.2.100/32"), AddressPrefix.Parse("192.0.2.102/32")],
        });

        Assert.Equal(VrrpState.Fault, test.Router.State);
        Assert.Contains("send 0", test.Port.TakeCalls());
        Assert.Empty(test.Port.Addresses);
        var change = Assert.Single(test.TakeEvents(), told => told.Kind == VrrpEventKind.StateChanged);
        Assert.Equal((VrrpState.Master, VrrpState.Fault), (change.From, change.To));
    }

    [Fact]
    public void Who_leaves_its_group_is_free_of_the_faults_of_its_members()
    {
        var test = TestRouterGroup.Master();
        test.Routers[0].SetFault(test.Now, new Fault(FaultKind.CarrierLost), raised: true);
        Assert.Equal([VrrpState.Fault, VrrpState.Fault], test.States);

        test.Routers[1].Group = null;
        test.Routers[1].Retune(test.Now, test.Routers[1].Config, NoWords, inSyncGroup: false);

        Assert.Equal([VrrpState.Fault, VrrpState.Backup], test.States);
    }

    [Fact]
    public void In_a_group_with_other_places_the_faults_are_those_of_its_members()
    {
        var test = TestRouterGroup.Master();
        test.Routers[0].SetFault(test.Now, new Fault(FaultKind.CarrierLost), raised: true);
        var regrouped = new RouterGroup([test.Routers[1], test.Routers[0]]);
        foreach (var router in test.Routers)
        {
            router.Group = regrouped;
            router.Retune(test.Now, router.Config, NoWords, inSyncGroup: true);
        }

        Assert.Equal([new Fault(FaultKind.GroupMemberDown, 1)], test.Routers[1].Snapshot(null).Faults);
        test.Routers[0].SetFault(test.Now, new Fault(FaultKind.CarrierLost), raised: false);

        Assert.Equal([VrrpState.Backup, VrrpState.Backup], test.States);
    }

    private static void Retune(TestRouter test, VirtualRouterConfig config) =>
        test.Router.Retune(test.Now, config, NoWords, inSyncGroup: false);
}
