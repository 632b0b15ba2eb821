using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux.Netlink;

namespace Vrrp.Tests.Engine;

/// <summary>The address that advertisements come from: waited for, used when usable, missed only after a
/// second.</summary>
public sealed class SourceTests
{
    private const uint Tentative = 0x40;
    private const uint DadFailed = 0x08;

    private static readonly Fault Missing = new(FaultKind.SourceAddressMissing);
    private static readonly InterfaceAddress Own = Address("192.0.2.10/24", 0);

    [Fact]
    public void An_address_that_comes_back_within_a_second_costs_nothing()
    {
        var test = TestRouter.Master();

        test.Router.ChooseSource(test.Now, [], []);
        test.Run(Duration.FromMilliseconds(900));
        test.Router.ChooseSource(test.Now, [Own], []);
        test.Run(Duration.FromSeconds(5));

        Assert.Equal(VrrpState.Master, test.Router.State);
        Assert.Empty(test.TakeEvents());
    }

    [Theory]
    [InlineData(900, VrrpState.Master)]
    [InlineData(1100, VrrpState.Fault)]
    public void A_backup_takes_over_behind_the_return_of_its_address_and_not_before(int after, VrrpState expected)
    {
        var test = new TestRouter();
        test.Router.Start(test.Now);
        test.Sleep(Timing.MasterDownInterval(150, Duration.FromSeconds(1)) + Duration.FromMilliseconds(-100));
        test.Router.ChooseSource(test.Now, [], []);

        test.Run(Duration.FromMilliseconds(after));
        Assert.Empty(test.Port.TakeCalls());
        if (expected == VrrpState.Master)
        {
            test.Router.ChooseSource(test.Now, [Own], []);
            test.Router.Tick(test.Now);
        }

        Assert.Equal(expected, test.Router.State);
    }

    [Fact]
    public void An_address_that_stays_away_is_a_fault_after_a_second()
    {
        var test = TestRouter.Master();

        test.Router.ChooseSource(test.Now, [], []);
        test.Run(Duration.FromMilliseconds(1100));

        Assert.Equal(VrrpState.Fault, test.Router.State);
        Assert.Equal([Missing], test.Router.Snapshot(null).Faults);
    }

    [Fact]
    public void A_master_goes_on_and_says_its_farewell_from_the_address_that_is_gone()
    {
        var test = TestRouter.Master(intervalMilliseconds: 300);

        test.Router.ChooseSource(test.Now, [], []);
        test.Run(Duration.FromMilliseconds(1100));

        Assert.Equal(
            ["send 150", "send 150", "send 150", "send 0"],
            test.Port.TakeCalls().Where(call => call.StartsWith("send")));
        Assert.All(test.Port.Sources, source => Assert.Equal(TestRouter.OwnAddress, source));
    }

    [Theory]
    [InlineData("192.0.2.100/32", "192.0.2.10")]
    [InlineData("fe80::100/64", "fe80::1")]
    public void Clause_3_the_source_is_the_primary_address_of_IPv4_or_the_link_local_one_of_IPv6(
        string virtualAddress, string source)
    {
        // "The source address of the IPv4 packet MUST be the primary IPv4 address of the interface", and "The IPv6
        // source address MUST be the link-local address of the interface".
        var test = new TestRouter(addresses: [virtualAddress], hasSource: false);

        test.Router.ChooseSource(
            test.Now,
            [Own, Address("192.0.2.11/24", 0), Address("2001:db8::1/64", 0), Address("fe80::1/64", 0)], []);

        Assert.Equal(IpAddr.Parse(source), test.Router.Snapshot(null).Source);
    }

    [Fact]
    public void A_tentative_address_is_waited_for_and_used_the_moment_it_is_usable()
    {
        var test = new TestRouter(addresses: ["fe80::100/64", "2001:db8::100/64"], hasSource: false);
        test.Router.ChooseSource(test.Now, [Address("fe80::1/64", Tentative)], []);
        test.Router.Start(test.Now);
        Assert.Equal([Missing], test.Router.Snapshot(null).Faults);

        test.Router.ChooseSource(test.Now, [Address("2001:db8::1/64", 0), Address("fe80::1/64", 0)], []);

        Assert.Equal(VrrpState.Backup, test.Router.State);
        Assert.Equal(IpAddr.Parse("fe80::1"), test.Router.Snapshot(null).Source);
        Assert.Equal(
            [
                VrrpEventKind.FaultRaised, VrrpEventKind.StateChanged,
                VrrpEventKind.FaultCleared, VrrpEventKind.StateChanged,
            ],
            test.TakeEvents().Select(told => told.Kind));
    }

    [Theory]
    [InlineData(Tentative, VrrpState.Master)]
    [InlineData(Tentative | DadFailed, VrrpState.Fault)]
    public void The_address_in_use_is_back_while_it_is_looked_for_duplicates_and_lost_when_it_is_one(
        uint flags, VrrpState expected)
    {
        // The kernel looks for a second and more, which is longer than the hold-down.
        var test = TestRouter.Master(addresses: ["fe80::100/64", "2001:db8::100/64"], source: "fe80::1");
        test.Router.ChooseSource(test.Now, [], []);
        test.Run(Duration.FromMilliseconds(100));

        test.Router.ChooseSource(test.Now, [Address("fe80::1/64", flags)], []);
        test.Run(Duration.FromSeconds(3));

        Assert.Equal(expected, test.Router.State);
    }

    private static InterfaceAddress Address(string prefix, uint flags) => new(2, AddressPrefix.Parse(prefix), 0, flags);
}
