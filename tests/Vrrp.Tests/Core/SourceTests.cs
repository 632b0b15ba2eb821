using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>The address that advertisements come from is gone for a moment. Who takes over without one tells nobody,
/// and two serve.</summary>
public sealed class SourceTests
{
    [Fact]
    public void A_backup_takes_over_the_moment_its_address_is_back()
    {
        var test = TestMachine.Backup();
        test.Handle(VrrpInput.SourceLost);
        test.WaitForDeadline();
        Assert.Empty(test.Effects);
        Assert.Equal(VrrpState.Backup, test.State);
        test.Sleep(Duration.FromMilliseconds(700));

        test.Handle(VrrpInput.SourceAddress(TestMachine.OwnAddress));
        test.Handle(VrrpInput.Tick);

        Assert.Equal(TransitionReason.MasterSilent, test.Transition.Reason);
    }

    [Fact]
    public void An_address_that_is_back_in_time_changes_nothing()
    {
        var test = TestMachine.Backup();
        var deadline = test.Machine.NextTimeout;
        test.Handle(VrrpInput.SourceLost);
        test.Sleep(Duration.FromMilliseconds(700));

        test.Handle(VrrpInput.SourceAddress(TestMachine.OwnAddress));

        Assert.Empty(test.Effects);
        Assert.Equal(deadline, test.Machine.NextTimeout);
    }

    [Fact]
    public void Without_an_address_a_backup_listens_on()
    {
        var test = TestMachine.Backup();
        test.Handle(VrrpInput.SourceLost);
        test.WaitForDeadline();
        test.Hear(200, TestMachine.HigherAddress);

        test.Handle(VrrpInput.SourceAddress(TestMachine.OwnAddress));

        Assert.Equal(test.Machine.MasterDownInterval, test.Left);
    }

    [Fact]
    public void The_question_before_the_first_takeover_is_asked_and_its_end_waits_for_the_address()
    {
        var test = TestMachine.Backup(TestMachine.Settings() with { ProbeBeforeFirstTakeover = true });
        test.WaitForDeadline();
        Assert.Equal([EffectKind.ProbeAddresses], test.Kinds);
        test.Handle(VrrpInput.SourceLost);
        test.WaitForDeadline();
        Assert.Empty(test.Effects);

        test.Handle(VrrpInput.SourceAddress(TestMachine.OwnAddress));
        test.WaitForDeadline();
        Assert.Equal([EffectKind.ProbeAddresses], test.Kinds);
        test.WaitForDeadline();

        Assert.Equal(VrrpState.Master, test.State);
    }

    [Fact]
    public void A_master_goes_on()
    {
        var test = TestMachine.Master();

        test.Handle(VrrpInput.SourceLost);
        test.Sleep(Duration.FromSeconds(1));
        test.Handle(VrrpInput.Tick);

        Assert.Equal([100], test.Advertised);
        test.Hear(100, TestMachine.LowerAddress);
        Assert.Equal(VrrpState.Master, test.State);
    }

    [Fact]
    public void The_owner_waits_for_its_address_and_for_nothing_else()
    {
        var down = new Fault(FaultKind.CarrierLost);
        var test = new TestMachine(priority: 255);
        test.Handle(VrrpInput.FaultRaised(down));
        test.Handle(VrrpInput.Startup);
        test.Handle(VrrpInput.SourceLost);
        test.Handle(VrrpInput.FaultCleared(down));
        test.Handle(VrrpInput.Tick);
        Assert.Equal(VrrpState.Backup, test.State);
        test.Sleep(Duration.FromMilliseconds(100));

        test.Handle(VrrpInput.SourceAddress(TestMachine.OwnAddress));
        test.Handle(VrrpInput.Tick);

        Assert.Equal(TransitionReason.AddressOwner, test.Transition.Reason);
    }

    [Fact]
    public void A_sync_group_waits_for_the_address_of_each_member()
    {
        var test = TestMachine.Backup(TestMachine.Settings() with { InSyncGroup = true });
        test.WaitForDeadline();
        Assert.True(test.Machine.IsReady);

        test.Handle(VrrpInput.SourceLost);
        Assert.False(test.Machine.IsReady);
        test.Handle(VrrpInput.SourceAddress(TestMachine.OwnAddress));

        Assert.True(test.Machine.IsReady);
    }
}
