using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>The question to the segment before the first takeover from nobody.</summary>
public sealed class ProbeTests
{
    private static readonly Duration ProbeTime = Duration.FromMilliseconds(200);
    private static readonly Duration MasterDownInterval = new(3_609_375_000);

    [Fact]
    public void A_backup_that_never_heard_a_master_asks_and_waits_before_it_takes_over()
    {
        var test = Probing();

        Assert.Equal([new(EffectKind.ProbeAddresses)], test.Effects);
        Assert.Equal(ProbeTime, test.Left);
        test.WaitForDeadline();
        Assert.Equal(VrrpState.Master, test.State);
        Assert.Equal(TransitionReason.MasterSilent, test.Transition.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(200)]
    public void Whoever_heard_a_master_asks_nobody(byte priority)
    {
        var test = TestMachine.Backup(Settings());
        test.Hear(priority, TestMachine.LowerAddress);

        test.WaitForDeadline();

        Assert.Equal(VrrpState.Master, test.State);
    }

    [Fact]
    public void Whoever_was_master_asks_nobody()
    {
        var test = Probing();
        test.WaitForDeadline();
        test.Sleep(Duration.FromSeconds(60));
        test.Handle(VrrpInput.Tick);
        Assert.Equal(TransitionReason.WokeTooLate, test.Transition.Reason);

        test.WaitForDeadline();

        Assert.Equal(VrrpState.Master, test.State);
    }

    [Fact]
    public void The_owner_asks_nobody()
    {
        var test = new TestMachine(Settings() with { Priority = 255 });

        test.Handle(VrrpInput.Startup);

        Assert.Equal(VrrpState.Master, test.State);
    }

    [Fact]
    public void A_master_that_is_heard_meanwhile_ends_the_question()
    {
        var test = Probing();

        test.Hear(200, TestMachine.HigherAddress);

        Assert.Equal(MasterDownInterval, test.Left);
    }

    [Fact]
    public void A_claim_is_respected_three_times_and_then_only_told()
    {
        var test = Probing();
        for (var claim = 1; claim <= VrrpStateMachine.ClaimsRespected; claim++)
        {
            test.Handle(VrrpInput.AddressClaimed);
            Assert.Equal([new(EffectKind.ReportClaimed, Count: claim)], test.Effects);
            Assert.Equal(VrrpState.Backup, test.State);
            Assert.Equal(MasterDownInterval, test.Left);
            test.WaitForDeadline();
            Assert.Equal([new(EffectKind.ProbeAddresses)], test.Effects);
        }

        test.Handle(VrrpInput.AddressClaimed);

        Assert.Equal([new(EffectKind.ReportClaimed, Count: 4)], test.Effects);
        test.WaitForDeadline();
        Assert.Equal(VrrpState.Master, test.State);
    }

    [Fact]
    public void A_claim_that_nobody_asked_for_is_nothing_to_a_backup()
    {
        var test = TestMachine.Backup();
        test.Sleep(Duration.FromSeconds(1));
        var deadline = test.Machine.NextTimeout;

        test.Handle(VrrpInput.AddressClaimed);

        Assert.Empty(test.Effects);
        Assert.Equal(deadline, test.Machine.NextTimeout);
    }

    [Fact]
    public void A_master_contradicts_a_claim_at_most_once_a_second()
    {
        var test = Settled();
        var announced = 0;
        for (var i = 0; i < 30; i++)
        {
            test.Handle(VrrpInput.AddressClaimed);
            var done = test.RunUntil(test.Elapsed + Duration.FromMilliseconds(100));
            announced += done.Count(entry => entry.Effect.Kind == EffectKind.Announce);
        }

        Assert.Equal(3, announced);
    }

    [Fact]
    public void A_claim_that_a_successor_explains_is_not_contradicted()
    {
        var test = Settled();

        test.Handle(VrrpInput.AddressClaimed);
        Assert.Empty(test.Effects);
        test.Sleep(Duration.FromMilliseconds(5));
        test.Hear(200, TestMachine.HigherAddress);

        Assert.Equal(VrrpState.Backup, test.State);
        Assert.DoesNotContain(EffectKind.Announce, test.Kinds);
    }

    [Fact]
    public void Who_drains_contradicts_no_claim()
    {
        var test = Settled();
        test.Handle(VrrpInput.Drain);

        test.Handle(VrrpInput.AddressClaimed);

        var done = test.RunUntil(test.Elapsed + Duration.FromMilliseconds(500));
        Assert.DoesNotContain(done, entry => entry.Effect.Kind == EffectKind.Announce);
    }

    [Fact]
    public void A_new_priority_does_not_cut_the_question_short()
    {
        var test = Probing();

        test.Handle(VrrpInput.PriorityChanged(200));

        Assert.Equal(ProbeTime, test.Left);
    }

    private static VrrpMachineSettings Settings() =>
        TestMachine.Settings() with { ProbeBeforeFirstTakeover = true };

    // Behind the announcements of a takeover.
    private static TestMachine Settled()
    {
        var test = TestMachine.Master();
        test.RunUntil(test.Elapsed + Duration.FromSeconds(6));
        return test;
    }

    private static TestMachine Probing()
    {
        var test = TestMachine.Backup(Settings());
        test.WaitForDeadline();
        Assert.Equal(MasterDownInterval, test.Elapsed);
        Assert.Equal(VrrpState.Backup, test.State);
        return test;
    }
}
