using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Vrrp.Tests.Engine;

/// <summary>What an operator or a sync group wants of a virtual router, and what it does to the interface.</summary>
public sealed class OrderTests
{
    [Fact]
    public void A_drain_lowers_the_priority_and_keeps_the_addresses_until_a_better_one_is_heard()
    {
        var test = TestRouter.Master();

        test.Router.Drain(test.Now);
        Assert.Equal(["send 150", "send 1"], Sent(test));
        Assert.Equal((1, true), (test.Router.Snapshot(null).Priority, test.Router.Snapshot(null).IsDraining));
        test.Run(Duration.FromSeconds(1));
        Assert.Single(test.Port.Addresses);
        test.Port.TakeCalls();
        test.Hear(100);
        test.Run(Duration.FromMilliseconds(500));

        Assert.Equal(["send 1", "remove 192.0.2.100/32"], test.Port.TakeCalls());
        Assert.Equal(TransitionReason.Drained, Assert.Single(test.TakeEvents()).Reason);
    }

    [Fact]
    public void A_drain_that_nobody_answers_says_farewell_and_keeps_the_addresses()
    {
        var test = TestRouter.Master();

        test.Router.Drain(test.Now);
        test.Run(Timing.HandoverTime(VrrpVersion.V3, Duration.FromSeconds(1)));

        Assert.Single(test.Port.Addresses);
        Assert.Equal(["send 0", "send 1"], Sent(test)[^2..]);
        Assert.Equal((VrrpState.Master, 1L), (test.Router.State, test.Router.Snapshot(null).UnrelievedDrains));
        Assert.Empty(test.TakeEvents());
    }

    [Fact]
    public void An_end_that_nobody_answers_says_farewell_and_lets_go()
    {
        var test = TestRouter.Master();

        test.Router.Leave(test.Now);
        test.Run(Timing.DrainTime(VrrpVersion.V3, Duration.FromSeconds(1)));
        Assert.Equal("send 0", Sent(test)[^1]);
        Assert.Single(test.Port.Addresses);
        test.Run(Timing.FarewellTime(VrrpVersion.V3, Duration.FromSeconds(1)));

        Assert.Empty(test.Port.Addresses);
        Assert.Equal(TransitionReason.Drained, Assert.Single(test.TakeEvents()).Reason);
    }

    [Fact]
    public void A_drain_that_is_called_off_says_so_to_the_peers()
    {
        var test = TestRouter.Master();
        test.Router.Drain(test.Now);
        test.Run(Duration.FromSeconds(1));
        test.Port.TakeCalls();

        test.Router.Undrain(test.Now);

        Assert.Equal(["send 150"], Sent(test));
        Assert.False(test.Router.Snapshot(null).IsDraining);
        Assert.Empty(test.TakeEvents());
    }

    [Fact]
    public void A_backup_that_drains_says_nothing_and_is_the_last_resort()
    {
        var test = new TestRouter();
        test.Router.Start(test.Now);
        test.Router.Drain(test.Now);
        Assert.Empty(test.Port.TakeCalls());

        test.Hear(2);
        test.WaitForDeadline();

        // Three intervals and the skew of priority 1, 255/256 of one, behind what it heard.
        Assert.Equal(3_996_093_750, (test.Now - new Instant(7_000_000_000_000)).Nanoseconds);
        Assert.Equal(["assign 192.0.2.100/32 2", "send 1", "announce 192.0.2.100"], test.Port.TakeCalls());
    }

    [Fact]
    public void A_fault_that_the_group_tells_is_told_once()
    {
        var test = TestRouter.Master();
        var down = new Fault(FaultKind.GroupMemberDown, 1);

        test.Router.Follow(test.Now, VrrpInput.FaultRaised(down));
        test.Router.Follow(test.Now, VrrpInput.FaultRaised(down));
        Assert.Equal([VrrpEventKind.FaultRaised, VrrpEventKind.StateChanged], test.TakeEvents().Select(one => one.Kind));
        test.Router.Follow(test.Now, VrrpInput.FaultCleared(down));
        test.Router.Follow(test.Now, VrrpInput.FaultCleared(down));

        Assert.Equal(
            [VrrpEventKind.FaultCleared, VrrpEventKind.StateChanged], test.TakeEvents().Select(one => one.Kind));
        Assert.Equal(VrrpState.Backup, test.Router.State);
    }

    private static string[] Sent(TestRouter test) =>
        [.. test.Port.TakeCalls().Where(call => call.StartsWith("send", StringComparison.Ordinal))];
}
