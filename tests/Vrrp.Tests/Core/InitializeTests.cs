using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>RFC 9568 section 6.4.1, Initialize.</summary>
public sealed class InitializeTests
{
    [Fact]
    public void Startup_of_the_address_owner_goes_to_Master_at_once()
    {
        // "If the Priority = 255 (i.e., the router owns the IPvX address associated with the Virtual Router), then:
        // Send an ADVERTISEMENT ... broadcast a gratuitous ARP ... Set the Adver_Timer to Advertisement_Interval ...
        // Transition to the {Active} state."
        var test = new TestMachine(priority: 255);

        test.Handle(VrrpInput.Startup);

        Assert.Equal(VrrpState.Master, test.State);
        Assert.Equal(TransitionReason.AddressOwner, test.Machine.Reason);
        Assert.Equal([255], test.Advertised);
        Assert.Contains(EffectKind.Announce, test.Kinds);
        test.RunUntil(Duration.FromMilliseconds(999));
        test.WaitForDeadline();
        Assert.Equal(Duration.FromSeconds(1), test.Elapsed);
        Assert.Equal([255], test.Advertised);
    }

    [Fact]
    public void Startup_of_everybody_else_goes_to_Backup_and_listens_for_the_master_down_interval()
    {
        // "Else: Set Active_Adver_Interval to Advertisement_Interval; Set the Active_Down_Timer to
        // Active_Down_Interval; Transition to the {Backup} state."
        var test = new TestMachine(priority: 100);

        test.Handle(VrrpInput.Startup);

        Assert.Equal(
            new(VrrpState.Initialize, VrrpState.Backup, TransitionReason.Startup, default, 0), test.Transition);
        Assert.Equal([EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(new Duration(3_609_375_000), test.Left);
    }

    [Fact]
    public void Nothing_but_startup_leaves_Initialize()
    {
        var test = new TestMachine();

        test.Handle(VrrpInput.Tick);
        test.Hear(0, TestMachine.LowerAddress);
        test.Hear(200, TestMachine.HigherAddress);
        test.Handle(VrrpInput.AddressLost);
        test.Handle(VrrpInput.PriorityChanged(254));
        test.Handle(VrrpInput.Shutdown);

        Assert.Empty(test.Effects);
        Assert.Equal(VrrpState.Initialize, test.State);
        Assert.Equal(Instant.Never, test.Machine.NextTimeout);
    }

    [Fact]
    public void A_second_startup_changes_nothing()
    {
        var test = TestMachine.Backup();
        test.Sleep(Duration.FromSeconds(1));
        var deadline = test.Machine.NextTimeout;

        test.Handle(VrrpInput.Startup);

        Assert.Empty(test.Effects);
        Assert.Equal(deadline, test.Machine.NextTimeout);
    }

    [Fact]
    public void Startup_with_a_fault_goes_to_Fault_and_sends_nothing()
    {
        var test = new TestMachine(priority: 255);
        test.Handle(VrrpInput.FaultRaised(new Fault(FaultKind.CarrierLost)));
        Assert.Empty(test.Effects);

        test.Handle(VrrpInput.Startup);

        Assert.Equal([EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(VrrpState.Fault, test.State);
        Assert.Equal(TransitionReason.FaultRaised, test.Machine.Reason);
        Assert.Equal(Instant.Never, test.Machine.NextTimeout);
    }

    [Fact]
    public void A_machine_that_was_shut_down_can_be_started_again_with_its_own_interval()
    {
        var test = TestMachine.Backup();
        test.Hear(200, TestMachine.HigherAddress, intervalMilliseconds: 40_950);
        test.Handle(VrrpInput.Shutdown);

        test.Handle(VrrpInput.Startup);

        Assert.Equal(VrrpState.Backup, test.State);
        Assert.Equal(new Duration(3_609_375_000), test.Left);
    }
}
