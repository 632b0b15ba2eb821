using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>What postpones a preemption, and nothing else.</summary>
public sealed class PreemptDelayTests
{
    private static readonly Duration OneSecond = Duration.FromSeconds(1);
    private static readonly Duration MasterDownInterval = Timing.MasterDownInterval(100, OneSecond);
    private static readonly Fault CarrierLost = new(FaultKind.CarrierLost);

    private static readonly VrrpMachineSettings Delayed =
        TestMachine.Settings() with { PreemptDelay = Duration.FromSeconds(30) };

    private static readonly VrrpMachineSettings Held =
        TestMachine.Settings() with { RecoveryHold = Duration.FromSeconds(30) };

    [Fact]
    public void A_lower_master_is_preempted_one_master_down_interval_after_the_delay()
    {
        var test = TestMachine.Backup(Delayed);

        HearEverySecond(test, 50, until: Duration.FromSeconds(100));

        // First heard at 1 s; at 31 s the delay is over; the last that counted as life came at 30 s.
        Assert.Equal(TransitionReason.LowerPriorityPreempted, test.Machine.Reason);
        Assert.Equal(Duration.FromSeconds(30) + MasterDownInterval, test.Since);
    }

    [Fact]
    public void A_delay_begins_anew_behind_an_advertisement_as_good_as_ours()
    {
        var test = TestMachine.Backup(Delayed);
        HearEverySecond(test, 50, until: Duration.FromSeconds(20));
        test.Hear(100, TestMachine.LowerAddress);

        HearEverySecond(test, 50, until: Duration.FromSeconds(50));
        Assert.Equal(VrrpState.Backup, test.State);
        HearEverySecond(test, 50, until: Duration.FromSeconds(55));
        Assert.Equal(VrrpState.Master, test.State);
    }

    [Theory]
    [InlineData(0, TransitionReason.MasterResigned)]
    [InlineData(50, TransitionReason.MasterSilent)]
    public void A_master_that_resigns_or_falls_silent_is_replaced_without_delay(byte last, TransitionReason reason)
    {
        var test = TestMachine.Backup(Delayed with { RecoveryHold = Duration.FromSeconds(60) });
        HearEverySecond(test, 50, until: Duration.FromSeconds(5));
        test.Hear(last, TestMachine.LowerAddress);

        test.WaitForDeadline();

        Assert.Equal(reason, test.Transition.Reason);
        Assert.Equal(
            Duration.FromSeconds(5) + (last == 0 ? Timing.SkewTime(100, OneSecond) : MasterDownInterval),
            test.Elapsed);
    }

    [Fact]
    public void After_a_fault_a_router_must_have_been_well_for_a_while()
    {
        var test = TestMachine.Backup(Held);
        test.Handle(VrrpInput.FaultRaised(CarrierLost));
        test.Sleep(Duration.FromSeconds(10));
        test.Handle(VrrpInput.FaultCleared(CarrierLost));

        HearEverySecond(test, 50, until: Duration.FromSeconds(42));
        Assert.Equal(VrrpState.Backup, test.State);
        HearEverySecond(test, 50, until: Duration.FromSeconds(44));
        Assert.Equal(VrrpState.Master, test.State);
    }

    [Fact]
    public void After_its_priority_rose_a_router_must_have_been_well_for_a_while()
    {
        var test = TestMachine.Backup(Held with { Priority = 40 });
        HearEverySecond(test, 50, until: Duration.FromSeconds(5));
        test.Handle(VrrpInput.PriorityChanged(100));

        HearEverySecond(test, 50, until: Duration.FromSeconds(37));
        Assert.Equal(VrrpState.Backup, test.State);
        HearEverySecond(test, 50, until: Duration.FromSeconds(40));
        Assert.Equal(VrrpState.Master, test.State);
    }

    [Fact]
    public void A_rise_shortly_before_a_preemption_postpones_it()
    {
        var test = TestMachine.Backup(Held);
        test.Sleep(Duration.FromSeconds(3));
        test.Hear(50, TestMachine.LowerAddress);

        test.Handle(VrrpInput.PriorityChanged(110));

        Assert.Equal(Timing.MasterDownInterval(110, OneSecond), test.Left);
    }

    [Fact]
    public void A_fall_of_the_priority_and_a_first_start_hold_nothing()
    {
        var test = TestMachine.Backup(Held);
        test.Handle(VrrpInput.PriorityChanged(90));

        HearEverySecond(test, 50, until: Duration.FromSeconds(4));

        Assert.Equal(VrrpState.Master, test.State);
    }

    [Fact]
    public void Through_a_startup_delay_a_router_is_quiet_and_then_listens_as_after_startup()
    {
        var test = TestMachine.Backup(TestMachine.Settings() with { StartupDelay = Duration.FromSeconds(10) });
        test.Hear(0, TestMachine.LowerAddress);
        Assert.Equal(Duration.FromSeconds(10) + Timing.SkewTime(100, OneSecond), test.Left);
        test.Hear(200, TestMachine.HigherAddress);

        test.WaitForDeadline();

        Assert.Equal(TransitionReason.MasterSilent, test.Transition.Reason);
        Assert.Equal(Duration.FromSeconds(10) + MasterDownInterval, test.Elapsed);
    }

    [Fact]
    public void The_owner_is_Master_at_the_end_of_its_startup_delay()
    {
        var test = TestMachine.Backup(
            TestMachine.Settings(priority: 255) with { StartupDelay = Duration.FromSeconds(10) });

        test.WaitForDeadline();

        Assert.Equal(Duration.FromSeconds(10), test.Elapsed);
        Assert.Equal(
            new(VrrpState.Backup, VrrpState.Master, TransitionReason.AddressOwner, default, 0), test.Transition);
    }

    [Fact]
    public void Only_the_first_startup_is_delayed()
    {
        var test = TestMachine.Backup(TestMachine.Settings() with { StartupDelay = Duration.FromSeconds(10) });
        test.Sleep(Duration.FromSeconds(10));
        test.Handle(VrrpInput.FaultRaised(CarrierLost));
        test.Handle(VrrpInput.FaultCleared(CarrierLost));

        Assert.Equal(MasterDownInterval, test.Left);
        test.Handle(VrrpInput.Shutdown);
        test.Handle(VrrpInput.Startup);
        Assert.Equal(MasterDownInterval, test.Left);
    }

    private static void HearEverySecond(TestMachine test, byte priority, Duration until)
    {
        while (test.Elapsed < until && test.State == VrrpState.Backup)
        {
            test.RunUntil(test.Elapsed + OneSecond);
            if (test.State == VrrpState.Backup)
            {
                test.Hear(priority, TestMachine.LowerAddress);
            }
        }
    }
}
