using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Vrrp.Tests.Engine;

/// <summary>Trackers move the priority; one of weight 0 is vital.</summary>
public sealed class TrackerTests
{
    [Fact]
    public void A_negative_weight_counts_until_the_first_good_word()
    {
        var test = new TestRouter(track: [new(0, -60)]);
        test.Router.Start(test.Now);
        Assert.Equal(90, test.Router.Snapshot(null).Priority);

        test.Router.SetTracker(test.Now, 0, up: true);

        Assert.Equal(150, test.Router.Snapshot(null).Priority);
        var told = Assert.Single(test.TakeEvents(), told => told.Kind == VrrpEventKind.PriorityChanged);
        Assert.Equal((90, 150), (told.PriorityBefore, told.Priority));
    }

    [Fact]
    public void A_failing_tracker_lowers_what_a_Master_advertises_and_hands_over()
    {
        var test = TestRouter.Master(track: [new(0, -60)]);
        test.Router.SetTracker(test.Now, 0, up: true);
        test.Router.SetTracker(test.Now, 0, up: false);
        test.Run(Duration.FromSeconds(1));
        Assert.Equal(90, test.Port.Sent[^1][2]);

        test.Hear(100);

        Assert.Equal(VrrpState.Backup, test.Router.State);
    }

    [Fact]
    public void A_positive_weight_counts_while_the_tracker_succeeds()
    {
        var test = new TestRouter(track: [new(0, 60)]);
        test.Router.Start(test.Now);
        Assert.Equal(150, test.Router.Snapshot(null).Priority);

        test.Router.SetTracker(test.Now, 0, up: true);
        Assert.Equal(210, test.Router.Snapshot(null).Priority);
        test.Router.SetTracker(test.Now, 0, up: false);
        Assert.Equal(150, test.Router.Snapshot(null).Priority);
    }

    [Fact]
    public void A_word_that_is_not_new_is_not_told()
    {
        var test = new TestRouter(track: [new(0, -60)]);
        test.Router.Start(test.Now);
        test.Router.SetTracker(test.Now, 0, up: true);
        test.TakeEvents();

        test.Router.SetTracker(test.Now, 0, up: true);
        test.Router.SetTracker(test.Now, 7, up: false);

        Assert.Empty(test.TakeEvents());
    }

    [Fact]
    public void A_change_that_the_clamp_swallows_is_not_told()
    {
        var test = new TestRouter(priority: 254, track: [new(0, 60)]);
        test.Router.Start(test.Now);
        test.TakeEvents();

        test.Router.SetTracker(test.Now, 0, up: true);

        Assert.Empty(test.TakeEvents());
    }

    [Fact]
    public void A_vital_tracker_holds_the_router_in_Fault_until_its_first_good_word()
    {
        var test = new TestRouter(track: [new(0, 0), new(1, 0)]);

        test.Router.Start(test.Now);

        Assert.Equal(VrrpState.Fault, test.Router.State);
        Assert.Equal(Instant.Never, test.Router.NextTimeout);
        test.Router.SetTracker(test.Now, 0, up: true);
        Assert.Equal(VrrpState.Fault, test.Router.State);
        test.Router.SetTracker(test.Now, 1, up: true);
        Assert.Equal(VrrpState.Backup, test.Router.State);
    }

    [Fact]
    public void A_good_word_from_before_the_start_counts()
    {
        // Nobody repeats that an interface is up.
        var test = new TestRouter(track: [new(0, 0)]);
        test.Router.SetTracker(test.Now, 0, up: true);

        test.Router.Start(test.Now);

        Assert.Equal(VrrpState.Backup, test.Router.State);
    }

    [Fact]
    public void Observers_hear_of_each_fault_that_a_start_begins_with()
    {
        var test = new TestRouter(track: [new(0, 0), new(1, -10), new(2, 0)]);

        test.Router.Start(test.Now);

        var events = test.TakeEvents();
        Assert.Equal(
            [VrrpEventKind.FaultRaised, VrrpEventKind.FaultRaised, VrrpEventKind.StateChanged],
            events.Select(told => told.Kind));
        Assert.Equal([0, 2], events.Take(2).Select(told => told.Fault.Subject));
    }

    [Fact]
    public void A_vital_tracker_that_fails_takes_a_Master_down()
    {
        var test = new TestRouter(track: [new(0, 0)]);
        test.Router.Start(test.Now);
        test.Router.SetTracker(test.Now, 0, up: true);
        test.WaitForDeadline();
        Assert.Equal(VrrpState.Master, test.Router.State);

        test.Router.SetTracker(test.Now, 0, up: false);

        Assert.Equal(VrrpState.Fault, test.Router.State);
        Assert.Empty(test.Port.Addresses);
        Assert.Equal([new Fault(FaultKind.TrackerDown, 0)], test.Router.Snapshot(null).Faults);
    }

    [Fact]
    public void The_owner_does_not_yield_to_weights()
    {
        var test = new TestRouter(priority: 255, track: [new(0, -253)]);
        test.Router.Start(test.Now);

        test.Router.SetTracker(test.Now, 0, up: true);
        test.Router.SetTracker(test.Now, 0, up: false);

        Assert.Equal(255, test.Router.Snapshot(null).Priority);
        Assert.Equal(VrrpState.Master, test.Router.State);
    }

    [Fact]
    public void A_demotion_moves_the_priority_in_part_and_its_event_has_the_parts()
    {
        var test = new TestRouter(track: [new(0, -60), new(1, -10)]);
        test.Router.Start(test.Now);
        test.Router.SetTracker(test.Now, 0, up: true);
        test.TakeEvents();

        test.Router.SetTracker(test.Now, 0, new Demotion(50));

        Assert.Equal(110, test.Router.Snapshot(null).Priority);
        var told = Assert.Single(test.TakeEvents());
        Assert.Equal((140, 110), (told.PriorityBefore, told.Priority));
        Assert.Equal([(0, -30), (1, -10)], told.PriorityParts.Select(part => (part.Tracker, part.Points)));
    }

    [Fact]
    public void A_vital_tracker_that_is_only_ill_is_no_fault()
    {
        var test = new TestRouter(track: [new(0, 0)]);
        test.Router.Start(test.Now);

        test.Router.SetTracker(test.Now, 0, new Demotion(99));
        Assert.Equal(VrrpState.Backup, test.Router.State);
        test.Router.SetTracker(test.Now, 0, Demotion.Full);
        Assert.Equal(VrrpState.Fault, test.Router.State);
    }
}
