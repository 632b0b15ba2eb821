using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>A priority that changes while timers run.</summary>
public sealed class PriorityTests
{
    [Fact]
    public void A_new_priority_recomputes_the_running_timer_at_once()
    {
        var test = TestMachine.Backup(priority: 100);
        test.Sleep(Duration.FromSeconds(1));

        test.Handle(VrrpInput.PriorityChanged(200));

        // 3 s + 56/256 s, of which one second is over.
        Assert.Equal(new Duration(2_218_750_000), test.Left);
        test.Handle(VrrpInput.PriorityChanged(1));
        Assert.Equal(new Duration(2_996_093_750), test.Left);
        Assert.Empty(test.Effects);
    }

    [Fact]
    public void A_new_priority_recomputes_the_skew_after_priority_zero()
    {
        var test = TestMachine.Backup(priority: 100);
        test.Hear(0, TestMachine.HigherAddress);
        test.Sleep(Duration.FromMilliseconds(100));

        test.Handle(VrrpInput.PriorityChanged(200));

        Assert.Equal(new Duration(118_750_000), test.Left);
        test.WaitForDeadline();
        Assert.Equal(TransitionReason.MasterResigned, test.Transition.Reason);
    }

    [Fact]
    public void A_new_priority_whose_time_is_already_over_takes_over_with_the_next_tick()
    {
        var test = TestMachine.Backup(priority: 1);
        test.Sleep(Duration.FromMilliseconds(3_500));
        test.Handle(VrrpInput.Tick);
        Assert.Equal(VrrpState.Backup, test.State);

        test.Handle(VrrpInput.PriorityChanged(254));

        Assert.True(test.Machine.NextTimeout < test.Now);
        test.Handle(VrrpInput.Tick);
        Assert.Equal(VrrpState.Master, test.State);
    }

    [Fact]
    public void Raised_above_the_master_a_backup_preempts_within_one_master_down_interval()
    {
        var test = TestMachine.Backup(priority: 90);
        test.Hear(100, TestMachine.HigherAddress);
        test.Handle(VrrpInput.PriorityChanged(150));
        for (var i = 0; i < 3; i++)
        {
            test.Sleep(Duration.FromSeconds(1));
            test.Hear(100, TestMachine.HigherAddress);
            test.Handle(VrrpInput.Tick);
            Assert.Equal(VrrpState.Backup, test.State);
        }

        test.WaitForDeadline();

        Assert.Equal(TransitionReason.LowerPriorityPreempted, test.Transition.Reason);
        Assert.Equal(Timing.MasterDownInterval(150, Duration.FromSeconds(1)), test.Elapsed);
    }

    [Fact]
    public void A_new_priority_in_Master_does_not_move_the_next_advertisement()
    {
        var test = TestMachine.Master();
        var deadline = test.Machine.NextTimeout;

        test.Handle(VrrpInput.PriorityChanged(1));

        Assert.Equal(deadline, test.Machine.NextTimeout);
    }
}
