using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>Fault, keepalived's fourth state.</summary>
public sealed class FaultTests
{
    private static readonly Fault CarrierLost = new(FaultKind.CarrierLost);
    private static readonly Fault FirstTracker = new(FaultKind.TrackerDown, 1);
    private static readonly Fault SecondTracker = new(FaultKind.TrackerDown, 2);

    [Fact]
    public void A_fault_in_Backup_stops_listening()
    {
        var test = TestMachine.Backup();

        test.Handle(VrrpInput.FaultRaised(CarrierLost));

        Assert.Equal([EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(new(VrrpState.Backup, VrrpState.Fault, TransitionReason.FaultRaised, default, 0), test.Transition);
        Assert.Equal(Instant.Never, test.Machine.NextTimeout);
    }

    [Fact]
    public void Of_two_faults_of_one_kind_the_second_stays_when_the_first_clears()
    {
        // keepalived has one bit a kind, and leaves Fault here.
        var test = TestMachine.Master();
        test.Handle(VrrpInput.FaultRaised(FirstTracker));
        test.Handle(VrrpInput.FaultRaised(SecondTracker));

        test.Handle(VrrpInput.FaultCleared(FirstTracker));

        Assert.Empty(test.Effects);
        Assert.Equal(VrrpState.Fault, test.State);
        Assert.Equal([SecondTracker], test.Machine.Faults.ToImmutableArray());
        test.Handle(VrrpInput.FaultCleared(SecondTracker));
        Assert.Equal(VrrpState.Backup, test.State);
    }

    [Fact]
    public void The_same_fault_twice_is_one_fault_and_told_once()
    {
        var test = TestMachine.Master();
        test.Handle(VrrpInput.FaultRaised(CarrierLost));

        test.Handle(VrrpInput.FaultRaised(CarrierLost));

        Assert.Empty(test.Effects);
        test.Handle(VrrpInput.FaultCleared(CarrierLost));
        Assert.Equal(VrrpState.Backup, test.State);
    }

    [Fact]
    public void After_the_last_fault_a_router_listens_as_after_startup()
    {
        var test = TestMachine.Backup();
        test.Hear(200, TestMachine.HigherAddress, intervalMilliseconds: 100);
        test.Handle(VrrpInput.FaultRaised(CarrierLost));

        test.Handle(VrrpInput.FaultCleared(CarrierLost));

        Assert.Equal(
            new(VrrpState.Fault, VrrpState.Backup, TransitionReason.FaultCleared, default, 0), test.Transition);
        Assert.Equal(new Duration(3_609_375_000), test.Left);
    }

    [Fact]
    public void After_the_last_fault_the_owner_is_Master_again()
    {
        var test = new TestMachine(priority: 255);
        test.Handle(VrrpInput.FaultRaised(CarrierLost));
        test.Handle(VrrpInput.Startup);

        test.Handle(VrrpInput.FaultCleared(CarrierLost));

        Assert.Equal(
            new(VrrpState.Fault, VrrpState.Master, TransitionReason.AddressOwner, default, 0), test.Transition);
    }

    [Fact]
    public void A_fault_that_was_never_raised_clears_nothing()
    {
        var test = TestMachine.Backup();
        test.Sleep(Duration.FromSeconds(1));
        var deadline = test.Machine.NextTimeout;

        test.Handle(VrrpInput.FaultCleared(CarrierLost));

        Assert.Empty(test.Effects);
        Assert.Equal(deadline, test.Machine.NextTimeout);
    }

    [Fact]
    public void In_Fault_nothing_is_heard_and_nothing_sent()
    {
        var test = TestMachine.Master();
        test.Handle(VrrpInput.FaultRaised(CarrierLost));

        foreach (var input in new[]
        {
            VrrpInput.Tick, VrrpInput.AddressLost, VrrpInput.Startup, VrrpInput.PriorityChanged(200),
            VrrpInput.Advertisement(0, Duration.FromSeconds(1), TestMachine.LowerAddress),
            VrrpInput.Advertisement(1, Duration.FromSeconds(1), TestMachine.LowerAddress),
        })
        {
            test.Sleep(Duration.FromSeconds(10));
            test.Handle(input);
            Assert.Empty(test.Effects);
        }

        Assert.Equal(VrrpState.Fault, test.State);
    }

    [Fact]
    public void Shutdown_in_Fault_is_silent_and_the_fault_survives_it()
    {
        var test = TestMachine.Backup();
        test.Handle(VrrpInput.FaultRaised(CarrierLost));

        test.Handle(VrrpInput.Shutdown);

        Assert.Equal([EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(VrrpState.Initialize, test.State);
        test.Handle(VrrpInput.Startup);
        Assert.Equal(VrrpState.Fault, test.State);
    }

    [Fact]
    public void A_fault_set_keeps_the_order_and_takes_each_fault_once()
    {
        var faults = new FaultSet();

        Assert.True(faults.Add(SecondTracker));
        Assert.True(faults.Add(FirstTracker));
        Assert.False(faults.Add(SecondTracker));

        Assert.Equal([SecondTracker, FirstTracker], faults.ToImmutableArray());
        Assert.False(faults.Remove(CarrierLost));
        Assert.True(faults.Remove(SecondTracker));
        Assert.False(faults.Contains(SecondTracker));
        Assert.True(faults.Remove(FirstTracker));
        Assert.True(faults.IsEmpty);
    }
}
