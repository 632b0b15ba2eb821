using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Vrrp.Tests.Engine;

/// <summary>What observers hear of a virtual router.</summary>
public sealed class EventTests
{
    [Fact]
    public void A_takeover_is_told_after_the_kernels_ack_with_all_that_explains_it()
    {
        var test = new TestRouter();
        test.Router.Start(test.Now);
        test.Hear(100);
        var heardAt = test.Now;
        test.TakeEvents();
        var hasAddress = false;
        test.Port.RefuseAssign = _ =>
        {
            hasAddress = test.TakeEvents().Count == 0;
            return 0;
        };

        test.WaitForDeadline();

        Assert.True(hasAddress, "The event came before the address.");
        var told = Assert.Single(test.TakeEvents());
        Assert.Equal(heardAt, told.HeardAt);
        Assert.NotEqual(default, told.Takeover.Began);
        Assert.True(told.Takeover.Assigned <= told.Takeover.Advertised, "Advertised before the kernel's ack.");
        Assert.True(told.Takeover.Advertised <= told.Takeover.Announced, "Announced before the advertisement.");
        Assert.Equal(
            new VrrpEvent
            {
                Kind = VrrpEventKind.StateChanged,
                At = test.Now,
                VirtualRouter = "lan4",
                From = VrrpState.Backup,
                To = VrrpState.Master,
                Reason = TransitionReason.LowerPriorityPreempted,
                Priority = 150,
                Source = TestRouter.OwnAddress,
                Peer = TestRouter.PeerAddress,
                PeerPriority = 100,
                MasterDownInterval = Timing.MasterDownInterval(150, Duration.FromSeconds(1)),
            },
            told with { HeardAt = default, Takeover = default });
    }

    [Fact]
    public void Stepping_down_tells_how_long_it_will_listen()
    {
        var test = TestRouter.Master();

        test.Hear(200);

        var told = Assert.Single(test.TakeEvents());
        Assert.Equal(TransitionReason.HigherPriorityHeard, told.Reason);
        Assert.Equal(Timing.MasterDownInterval(150, Duration.FromSeconds(1)), told.MasterDownInterval);
    }

    [Fact]
    public void A_fault_is_told_before_the_transition_that_it_causes()
    {
        var test = TestRouter.Master();

        test.Router.SetFault(test.Now, new Fault(FaultKind.InterfaceDown), raised: true);
        test.Router.SetFault(test.Now, new Fault(FaultKind.InterfaceDown), raised: true);
        test.Router.SetFault(test.Now, new Fault(FaultKind.InterfaceDown), raised: false);
        test.Router.SetFault(test.Now, new Fault(FaultKind.InterfaceDown), raised: false);

        var events = test.TakeEvents().ToArray();
        Assert.Equal(
            [
                VrrpEventKind.FaultRaised, VrrpEventKind.StateChanged,
                VrrpEventKind.FaultCleared, VrrpEventKind.StateChanged,
            ],
            events.Select(told => told.Kind));
        Assert.Equal([new Fault(FaultKind.InterfaceDown)], events[1].Faults);
        Assert.True(events[3].Faults.IsDefault);
    }

    [Fact]
    public void The_snapshot_counts_what_was_sent_and_received()
    {
        var test = TestRouter.Master();
        test.Run(Duration.FromSeconds(4));
        test.Hear(100);
        test.Hear(200);
        test.Hear(200);

        var snapshot = test.Router.Snapshot(null);

        // Five by the clock, one as the answer to priority 100, one as the last word to priority 200.
        Assert.Equal(7, snapshot.AdvertisementsSent);
        Assert.Equal(3, snapshot.AdvertisementsReceived);
        Assert.Equal(1, snapshot.MasterTransitions);
        Assert.Equal("lan4", snapshot.Name);
        Assert.Equal(VrrpState.Backup, snapshot.State);
        Assert.Equal(TransitionReason.HigherPriorityHeard, snapshot.Reason);
        Assert.Equal(test.Now, snapshot.Since);
        Assert.Equal(150, snapshot.Priority);
        Assert.Empty(snapshot.Faults);
    }
}
