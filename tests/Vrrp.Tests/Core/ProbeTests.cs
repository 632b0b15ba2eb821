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
    public void A_master_contradicts_claims_that_go_on_at_pauses_that_double_up_to_ten_seconds()
    {
        var test = Settled();
        var start = test.Elapsed;
        var announced = new List<double>();
        for (var i = 0; i < 400; i++)
        {
            test.Handle(VrrpInput.AddressClaimed);
            var done = test.RunUntil(test.Elapsed + Duration.FromMilliseconds(100));
            announced.AddRange(done.Where(entry => entry.Effect.Kind == EffectKind.Announce)
                .Select(entry => (entry.At - start).Milliseconds));
        }

        Assert.Equal([100, 1_100, 3_100, 7_100, 15_100, 25_100, 35_100], announced);
    }

    [Fact]
    public void A_claim_within_the_pause_is_contradicted_behind_it()
    {
        var test = Settled();
        var start = test.Elapsed;
        test.Handle(VrrpInput.AddressClaimed);
        var done = test.RunUntil(start + Duration.FromMilliseconds(500));

        test.Handle(VrrpInput.AddressClaimed);
        done.AddRange(test.RunUntil(start + Duration.FromSeconds(5)));

        Assert.Equal([100, 1_100], done.Where(entry => entry.Effect.Kind == EffectKind.Announce)
            .Select(entry => (entry.At - start).Milliseconds));
    }

    [Fact]
    public void A_claim_now_and_then_is_contradicted_at_once()
    {
        var test = Settled();
        for (var i = 0; i < 10; i++)
        {
            test.Handle(VrrpInput.AddressClaimed);
            var done = test.RunUntil(test.Elapsed + Duration.FromMilliseconds(100));
            Assert.Single(done, entry => entry.Effect.Kind == EffectKind.Announce);
            test.RunUntil(test.Elapsed + Duration.FromSeconds(4));
        }
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
