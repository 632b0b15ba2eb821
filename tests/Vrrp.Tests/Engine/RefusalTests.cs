using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Vrrp.Tests.Engine;

/// <summary>A kernel that says no.</summary>
public sealed class RefusalTests
{
    private const int NoBuffers = 105;
    private const int NotPermitted = 1;

    private static readonly Fault AddressRefused = new(FaultKind.AddressRefused);

    [Fact]
    public void A_refused_address_is_a_fault_and_nobody_is_told_of_a_Master()
    {
        var test = Refused();

        Assert.Equal(VrrpState.Fault, test.Router.State);
        Assert.Equal([AddressRefused], test.Router.Snapshot(null).Faults);
        var events = test.TakeEvents();
        Assert.Equal(
            [VrrpEventKind.KernelRefused, VrrpEventKind.FaultRaised, VrrpEventKind.StateChanged],
            events.Select(told => told.Kind));
        Assert.Equal(
            "Cannot add the virtual addresses on fake0: 1 (Operation not permitted).", events[0].Detail);
        Assert.Equal(AddressRefused, events[1].Fault);
        // As observers know it: they never heard of Master.
        Assert.Equal((VrrpState.Backup, VrrpState.Fault), (events[2].From, events[2].To));
        Assert.Equal(TransitionReason.FaultRaised, events[2].Reason);
        Assert.Equal(0, test.Router.Snapshot(null).MasterTransitions);
    }

    [Fact]
    public void The_kernels_own_words_are_told_where_it_has_any()
    {
        var test = new TestRouter(priority: 255)
        {
            Port = { RefuseAssign = _ => NotPermitted, Explanation = "ipv4: Address already assigned" },
        };

        test.Router.Start(test.Now);

        Assert.Equal(
            "Cannot add the virtual addresses on fake0: 1 (Operation not permitted): ipv4: Address already assigned.",
            test.TakeEvents()[0].Detail);
    }

    [Fact]
    public void After_a_refusal_nothing_is_claimed()
    {
        var test = Refused();

        Assert.Equal(["assign 192.0.2.100/32 2", "remove 192.0.2.100/32"], test.Port.TakeCalls());
    }

    [Fact]
    public void A_refused_address_is_tried_again_after_five_seconds()
    {
        var test = Refused();
        test.TakeEvents();
        test.Port.RefuseAssign = _ => 0;
        Assert.Equal(test.Now + Duration.FromSeconds(5), test.Router.NextTimeout);

        test.WaitForDeadline();

        Assert.Equal(VrrpState.Backup, test.Router.State);
        Assert.Equal(
            [VrrpEventKind.FaultCleared, VrrpEventKind.StateChanged], test.TakeEvents().Select(told => told.Kind));
        test.WaitForDeadline();
        Assert.Equal(VrrpState.Master, test.Router.State);
        Assert.Equal(1, test.Router.Snapshot(null).MasterTransitions);
    }

    [Fact]
    public void An_owner_that_is_refused_again_and_again_is_told_in_Fault_once()
    {
        var test = new TestRouter(priority: 255) { Port = { RefuseAssign = _ => NotPermitted } };
        test.Router.Start(test.Now);
        test.Run(Duration.FromSeconds(21));

        var told = Assert.Single(test.TakeEvents(), told => told.Kind == VrrpEventKind.StateChanged);

        Assert.Equal((VrrpState.Initialize, VrrpState.Fault), (told.From, told.To));
        Assert.Equal(5, test.Port.TakeCalls().Count(call => call.StartsWith("assign", StringComparison.Ordinal)));
    }

    [Fact]
    public void Addresses_before_the_refused_one_are_taken_off_again()
    {
        var test = new TestRouter(addresses: ["192.0.2.100/32", "192.0.2.101/32"]);
        test.Port.RefuseAssign = address => address.Address == IpAddr.Parse("192.0.2.101") ? NotPermitted : 0;
        test.Router.Start(test.Now);

        test.WaitForDeadline();

        Assert.Equal(VrrpState.Fault, test.Router.State);
        Assert.Empty(test.Port.Addresses);
    }

    [Fact]
    public void A_refused_renewal_resigns_before_the_lease_ends()
    {
        var test = TestRouter.Master();
        test.Port.RefuseAssign = _ => NoBuffers;
        test.Run(Duration.FromSeconds(1));

        Assert.Equal(VrrpState.Fault, test.Router.State);
        Assert.Empty(test.Port.Addresses);
        Assert.Equal(0, test.Port.Sent[^1][2]);
        var left = Assert.Single(test.TakeEvents(), told => told.Kind == VrrpEventKind.StateChanged);
        Assert.Equal((VrrpState.Master, VrrpState.Fault), (left.From, left.To));
    }

    [Fact]
    public void A_refused_removal_does_not_stop_the_others_nor_the_report()
    {
        var test = TestRouter.Master(addresses: ["192.0.2.100/32", "192.0.2.101/32"]);
        test.Hear(100);
        test.TakeEvents();
        test.Port.TakeCalls();
        test.Port.RefuseRemove = address => address.Address == IpAddr.Parse("192.0.2.100") ? NoBuffers : 0;

        test.Hear(200);

        Assert.Equal([AddressPrefix.Parse("192.0.2.100/32")], test.Port.Addresses.Keys);
        Assert.Equal(
            [VrrpEventKind.KernelRefused, VrrpEventKind.StateChanged], test.TakeEvents().Select(told => told.Kind));
        Assert.Equal(VrrpState.Backup, test.Router.State);
    }

    [Fact]
    public void Refused_advertisements_are_told_once_a_minute_and_change_nothing()
    {
        var test = TestRouter.Master();
        var sent = test.Router.Snapshot(null).AdvertisementsSent;
        test.Port.RefuseSend = NoBuffers;

        test.Run(Duration.FromSeconds(120));

        Assert.Equal(VrrpState.Master, test.Router.State);
        Assert.Equal(
            [VrrpEventKind.KernelRefused, VrrpEventKind.KernelRefused], test.TakeEvents().Select(told => told.Kind));
        Assert.Equal(sent, test.Router.Snapshot(null).AdvertisementsSent);
    }

    [Fact]
    public void An_advertisement_that_our_own_firewall_drops_comes_with_the_rule_that_lets_it_out()
    {
        var test = TestRouter.Master();
        test.Port.RefuseSend = NotPermitted;

        test.Run(Duration.FromSeconds(2));

        Assert.Equal(
            "Cannot send an advertisement on fake0: 1 (Operation not permitted): a firewall of this machine drops what "
            + "it sends, peers hear nothing, and both machines may be Master. Let it out: nft insert rule inet filter "
            + "output meta l4proto 112 accept # or: iptables -I OUTPUT -p 112 -j ACCEPT.",
            Assert.Single(test.TakeEvents()).Detail);
    }

    [Fact]
    public void A_refused_farewell_is_no_news()
    {
        var test = TestRouter.Master();
        test.Port.RefuseSend = NoBuffers;

        test.Router.SetFault(test.Now, new Fault(FaultKind.CarrierLost), raised: true);

        Assert.Equal(
            [VrrpEventKind.FaultRaised, VrrpEventKind.StateChanged], test.TakeEvents().Select(told => told.Kind));
    }

    [Fact]
    public void A_refused_announcement_leaves_the_Master_alone()
    {
        var test = new TestRouter { Port = { RefuseAnnounce = NoBuffers } };
        test.Router.Start(test.Now);

        test.WaitForDeadline();

        Assert.Equal(VrrpState.Master, test.Router.State);
        Assert.Contains(test.TakeEvents(), told => told.To == VrrpState.Master
            && told.Kind == VrrpEventKind.StateChanged);
    }

    private static TestRouter Refused()
    {
        var test = new TestRouter { Port = { RefuseAssign = _ => NotPermitted } };
        test.Router.Start(test.Now);
        test.TakeEvents();
        test.WaitForDeadline();
        return test;
    }
}
