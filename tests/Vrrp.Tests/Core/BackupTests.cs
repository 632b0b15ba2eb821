using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>RFC 9568 section 6.4.2, Backup.</summary>
public sealed class BackupTests
{
    // Priority 100 at 1 s: skew 156/256 s.
    private static readonly Duration Skew = new(609_375_000);
    private static readonly Duration MasterDownInterval = Duration.FromSeconds(3) + Skew;

    [Fact]
    public void Shutdown_cancels_the_timer_and_sends_nothing()
    {
        // "If a Shutdown event is received, then: Cancel the Active_Down_Timer; Transition to the {Initialize} state."
        var test = TestMachine.Backup();

        test.Handle(VrrpInput.Shutdown);

        Assert.Equal([EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(VrrpState.Initialize, test.State);
        Assert.Equal(TransitionReason.Shutdown, test.Machine.Reason);
        Assert.Equal(Instant.Never, test.Machine.NextTimeout);
    }

    [Fact]
    public void Backup_takes_over_after_master_down_interval()
    {
        // "If the Active_Down_Timer fires, then: Send an ADVERTISEMENT ... broadcast a gratuitous ARP message ... Set
        // the Adver_Timer to Advertisement_Interval; Transition to the {Active} state."
        var test = TestMachine.Backup();
        test.Sleep(MasterDownInterval - new Duration(1));
        test.Handle(VrrpInput.Tick);
        Assert.Empty(test.Effects);

        test.Sleep(new Duration(1));
        test.Handle(VrrpInput.Tick);

        Assert.Equal(VrrpState.Master, test.State);
        Assert.Equal(
            new(VrrpState.Backup, VrrpState.Master, TransitionReason.MasterSilent, default, 0), test.Transition);
        Assert.Equal([100], test.Advertised);
        Assert.Contains(EffectKind.Announce, test.Kinds);
        var again = test.RunUntil(MasterDownInterval + Duration.FromSeconds(1))
            .Where(effect => effect.Effect.Kind == EffectKind.SendAdvertisement);
        Assert.Equal([MasterDownInterval + Duration.FromSeconds(1)], again.Select(effect => effect.At));
    }

    [Fact]
    public void The_reason_of_a_takeover_names_the_silent_master()
    {
        var test = TestMachine.Backup();
        test.Hear(200, TestMachine.HigherAddress);

        test.WaitForDeadline();

        Assert.Equal(TransitionReason.MasterSilent, test.Transition.Reason);
        Assert.Equal(TestMachine.HigherAddress, test.Transition.Peer);
        Assert.Equal(200, test.Transition.PeerPriority);
    }

    [Fact]
    public void Priority_zero_sets_the_timer_to_the_skew_time()
    {
        // "If the Priority in the ADVERTISEMENT is 0, then: Set the Active_Down_Timer to Skew_Time."
        var test = TestMachine.Backup();
        test.Sleep(Duration.FromSeconds(1));

        test.Hear(0, TestMachine.HigherAddress);

        Assert.Empty(test.Effects);
        Assert.Equal(Skew, test.Left);
        test.WaitForDeadline();
        Assert.Equal(TransitionReason.MasterResigned, test.Transition.Reason);
        Assert.Equal(TestMachine.HigherAddress, test.Transition.Peer);
    }

    [Fact]
    public void A_lower_priority_behind_a_farewell_is_preempted_at_its_time()
    {
        var test = TestMachine.Backup();
        test.Hear(0, TestMachine.HigherAddress);

        test.Hear(99, TestMachine.LowerAddress);

        Assert.Equal(Skew, test.Left);
        test.WaitForDeadline();
        Assert.Equal(new(VrrpState.Backup, VrrpState.Master, TransitionReason.LowerPriorityPreempted,
            TestMachine.LowerAddress, 99), test.Transition);
    }

    [Fact]
    public void The_skew_after_priority_zero_is_that_of_the_masters_interval()
    {
        // Skew_Time is recomputed with Active_Adver_Interval, which the last good advertisement set to 100 ms.
        var test = TestMachine.Backup();
        test.Hear(200, TestMachine.HigherAddress, intervalMilliseconds: 100);

        test.Hear(0, TestMachine.HigherAddress, intervalMilliseconds: 4000);

        Assert.Equal(new Duration(60_937_500), test.Left);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(100)]
    [InlineData(255)]
    public void A_priority_not_below_ours_resets_the_timer(byte priority)
    {
        // "Else, if Preempt_Mode is false, or if the Priority in the ADVERTISEMENT is greater than or equal to the
        // local Priority, then: ... Reset the Active_Down_Timer to Active_Down_Interval."
        var test = TestMachine.Backup();
        test.Sleep(Duration.FromSeconds(3));

        test.Hear(priority, TestMachine.LowerAddress);

        Assert.Empty(test.Effects);
        Assert.Equal(MasterDownInterval, test.Left);
    }

    [Fact]
    public void Backup_adopts_the_interval_of_the_master()
    {
        // "Set Active_Adver_Interval to Max Advertise Interval contained in the ADVERTISEMENT; Recompute the Skew_Time;
        // Recompute the Active_Down_Interval."
        var test = TestMachine.Backup();

        test.Hear(200, TestMachine.HigherAddress, intervalMilliseconds: 10);

        // 3 * 10 ms + 156/256 * 10 ms
        Assert.Equal(new Duration(36_093_750), test.Left);
        Assert.Equal(new Duration(36_093_750), test.Machine.MasterDownInterval);
    }

    [Fact]
    public void Master_goes_back_to_its_own_interval_after_another_ones_was_learned()
    {
        var test = TestMachine.Backup();
        test.Hear(200, TestMachine.HigherAddress, intervalMilliseconds: 40_950);
        test.WaitForDeadline();
        var tookOver = test.Elapsed;

        var advertised = test.RunUntil(tookOver + Duration.FromSeconds(2))
            .Where(effect => effect.Effect.Kind == EffectKind.SendAdvertisement);

        Assert.Equal([Duration.FromSeconds(1), Duration.FromSeconds(2)],
            advertised.Select(effect => effect.At - tookOver));
    }

    [Fact]
    public void A_lower_priority_does_not_touch_the_timer_and_is_preempted()
    {
        // "Else (Preempt_Mode is true and Priority is less than the local Priority): Discard the ADVERTISEMENT."
        var test = TestMachine.Backup();
        test.Sleep(Duration.FromSeconds(3));

        test.Hear(99, TestMachine.HigherAddress, intervalMilliseconds: 10);

        Assert.Empty(test.Effects);
        Assert.Equal(Skew, test.Left);
        Assert.Equal(MasterDownInterval, test.Machine.MasterDownInterval);
        test.WaitForDeadline();
        Assert.Equal(new(VrrpState.Backup, VrrpState.Master, TransitionReason.LowerPriorityPreempted,
            TestMachine.HigherAddress, 99), test.Transition);
    }

    [Fact]
    public void Without_preemption_a_lower_priority_stays_master()
    {
        var test = TestMachine.Backup(priority: 200, preempt: false);
        for (var second = 0; second < 100; second++)
        {
            test.Sleep(Duration.FromSeconds(1));
            test.Hear(2, TestMachine.LowerAddress);
            test.Handle(VrrpInput.Tick);
        }

        Assert.Equal(VrrpState.Backup, test.State);
    }

    [Fact]
    public void Without_preemption_a_master_that_drains_is_relieved_all_the_same_but_not_by_one_that_drains_too()
    {
        var (test, drained) = (TestMachine.Backup(preempt: false), TestMachine.Backup(preempt: false));
        drained.Handle(VrrpInput.Drain);
        for (var second = 0; second < 4; second++)
        {
            foreach (var each in (TestMachine[])[test, drained])
            {
                each.Sleep(Duration.FromSeconds(1));
                each.Hear(VrrpStateMachine.DrainPriority, TestMachine.LowerAddress);
                each.Handle(VrrpInput.Tick);
            }
        }

        Assert.Equal(TransitionReason.LowerPriorityPreempted, test.Machine.Reason);
        Assert.Equal((VrrpState.Master, VrrpState.Backup), (test.State, drained.State));
    }

    [Fact]
    public void Without_preemption_a_silent_lower_priority_is_still_replaced()
    {
        var test = TestMachine.Backup(priority: 200, preempt: false);
        test.Hear(2, TestMachine.LowerAddress);

        test.WaitForDeadline();

        Assert.Equal(TransitionReason.MasterSilent, test.Transition.Reason);
    }

    [Fact]
    public void Backup_neither_answers_nor_restores_anything()
    {
        var test = TestMachine.Backup();

        test.Handle(VrrpInput.AddressLost);

        Assert.Empty(test.Effects);
    }
}
