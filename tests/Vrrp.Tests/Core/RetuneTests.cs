using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>Other settings for a machine that runs.</summary>
public sealed class RetuneTests
{
    private static readonly Duration OneSecond = Duration.FromSeconds(1);
    private static readonly VrrpMachineSettings Faster = TestMachine.Settings(intervalMilliseconds: 100);

    [Fact]
    public void A_master_adds_what_it_owns_tells_peers_and_segment_and_goes_on_in_the_new_rhythm()
    {
        var test = TestMachine.Master();

        test.Retune(Faster);

        Assert.Equal([EffectKind.AddAddresses, EffectKind.SendAdvertisement, EffectKind.Announce], test.Kinds);
        Assert.Equal(Duration.FromMilliseconds(100), test.Left);
        Assert.Equal(VrrpState.Master, test.State);
    }

    // A Backup that missed the only word of it would wait for 3.6 s by the former one.
    [Fact]
    public void A_master_with_a_longer_interval_says_so_three_times_more_in_the_former_rhythm()
    {
        var test = TestMachine.Master();
        test.Sleep(Duration.FromMilliseconds(300));
        var start = test.Elapsed;

        test.Retune(TestMachine.Settings(intervalMilliseconds: 10_000));

        Assert.Equal([100], test.Advertised);
        var sent = test.RunUntil(start + Duration.FromSeconds(24))
            .Where(each => each.Effect.Kind == EffectKind.SendAdvertisement)
            .Select(each => (each.At - start).Milliseconds);
        Assert.Equal([1_000, 2_000, 3_000, 13_000, 23_000], sent);
    }

    [Fact]
    public void A_shorter_interval_ends_the_former_rhythm_of_a_longer_one()
    {
        var test = TestMachine.Master();
        test.Retune(TestMachine.Settings(intervalMilliseconds: 10_000));

        test.Retune(Faster);

        Assert.Equal(Duration.FromMilliseconds(100), test.Left);
        test.WaitForDeadline();
        Assert.Equal(Duration.FromMilliseconds(100), test.Left);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(200)]
    public void A_master_with_another_priority_says_that_one_at_once(byte priority)
    {
        var test = TestMachine.Master();

        test.Retune(TestMachine.Settings(priority));

        Assert.Equal([priority], test.Advertised);
        Assert.Equal(priority, test.Machine.Priority);
    }

    [Fact]
    public void A_backup_with_another_priority_recomputes_its_timer()
    {
        var test = TestMachine.Backup();
        test.Sleep(OneSecond);

        test.Retune(TestMachine.Settings(priority: 200));

        Assert.Equal(new Duration(2_218_750_000), test.Left);
    }

    [Fact]
    public void A_backup_does_nothing_and_listens_as_long_as_its_master_is_slow()
    {
        var test = TestMachine.Backup();
        test.Hear(200, TestMachine.HigherAddress);
        var left = test.Left;

        test.Retune(Faster);
        Assert.Empty(test.Effects);
        Assert.Equal(left, test.Left);
        test.Hear(200, TestMachine.HigherAddress, intervalMilliseconds: 100);

        Assert.Equal(new Duration(360_937_500), test.Left);
    }

    [Fact]
    public void A_backup_that_was_about_to_preempt_and_may_not_any_more_listens_again()
    {
        var test = TestMachine.Backup();
        test.Hear(50, TestMachine.HigherAddress);
        test.Sleep(Duration.FromSeconds(3));

        test.Retune(TestMachine.Settings(preempt: false));

        Assert.Equal(test.Machine.MasterDownInterval, test.Left);
    }

    [Theory]
    [InlineData(VrrpState.Initialize)]
    [InlineData(VrrpState.Fault)]
    public void Who_does_not_run_begins_with_the_new_interval(VrrpState state)
    {
        var test = new TestMachine();
        var down = new Fault(FaultKind.CarrierLost);
        if (state == VrrpState.Fault)
        {
            test.Handle(VrrpInput.FaultRaised(down));
            test.Handle(VrrpInput.Startup);
        }

        test.Retune(Faster);
        Assert.Empty(test.Effects);
        test.Handle(state == VrrpState.Fault ? VrrpInput.FaultCleared(down) : VrrpInput.Startup);

        Assert.Equal(new Duration(360_937_500), test.Left);
    }

    [Fact]
    public void A_master_that_slept_listens_before_it_adds_or_says_anything()
    {
        var test = TestMachine.Master();
        test.Sleep(Duration.FromSeconds(4));

        test.Retune(Faster);

        Assert.Equal([EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(TransitionReason.WokeTooLate, test.Transition.Reason);
    }

    [Fact]
    public void An_address_that_the_kernel_refuses_right_behind_a_takeover_is_resigned_from_as_master()
    {
        var test = TestMachine.Master();
        test.Retune(Faster);

        test.Handle(VrrpInput.FaultRaised(new Fault(FaultKind.AddressRefused)));

        Assert.Equal([0], test.Advertised);
        Assert.Equal((VrrpState.Master, VrrpState.Fault), (test.Transition.From, test.Transition.To));
    }

    [Fact]
    public void A_drain_that_waited_for_its_sync_group_ends_without_it()
    {
        var group = TestMachine.Settings() with { InSyncGroup = true };
        var test = TestMachine.Backup(group);
        test.WaitForDeadline();
        test.Handle(VrrpInput.OfGroup(VrrpInputKind.GroupTakeOver));
        test.Handle(VrrpInput.Drain);
        test.Sleep(OneSecond);
        test.Hear(50, TestMachine.LowerAddress);
        Assert.Equal(DrainStage.Beaten, test.Machine.DrainStage);

        test.Retune(TestMachine.Settings());
        test.RunUntil(test.Elapsed + Duration.FromMilliseconds(500));

        Assert.Equal((VrrpState.Backup, TransitionReason.Drained), (test.State, test.Machine.Reason));
    }

    [Fact]
    public void A_drain_that_is_due_and_loses_its_sync_group_says_its_farewell()
    {
        var group = TestMachine.Settings() with { InSyncGroup = true };
        var test = TestMachine.Backup(group);
        test.WaitForDeadline();
        test.Handle(VrrpInput.OfGroup(VrrpInputKind.GroupTakeOver));
        test.Handle(VrrpInput.Drain);
        test.RunUntil(test.Elapsed + Timing.DrainTime(VrrpVersion.V3, OneSecond));
        Assert.Equal(DrainStage.Due, test.Machine.DrainStage);

        test.Retune(TestMachine.Settings());
        var effects = test.RunUntil(test.Elapsed + Duration.FromSeconds(3));

        Assert.Contains(effects, each => each.Effect is { Kind: EffectKind.SendAdvertisement, Priority: 0 });
        Assert.Equal((VrrpState.Master, DrainStage.LastResort), (test.State, test.Machine.DrainStage));
    }

    [Fact]
    public void A_farewell_that_waited_for_its_sync_group_and_that_nobody_answered_ends_without_it()
    {
        var test = TestMachine.Backup(TestMachine.Settings() with { InSyncGroup = true });
        test.WaitForDeadline();
        test.Handle(VrrpInput.OfGroup(VrrpInputKind.GroupTakeOver));
        test.Handle(VrrpInput.Drain);
        test.RunUntil(test.Elapsed + Timing.DrainTime(VrrpVersion.V3, OneSecond));
        test.Handle(VrrpInput.OfGroup(VrrpInputKind.GroupFarewell));
        test.RunUntil(test.Elapsed + Timing.FarewellTime(VrrpVersion.V3, OneSecond));
        Assert.Equal(DrainStage.Unrelieved, test.Machine.DrainStage);

        test.Retune(TestMachine.Settings());

        Assert.Equal((VrrpState.Master, DrainStage.LastResort), (test.State, test.Machine.DrainStage));
        Assert.Equal([1], test.Advertised);
    }
}
