using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>RFC 9568 with its verified errata, clause by clause as far as it is the state machine's; the numbers are
/// those of our checklist.</summary>
public sealed class ConformanceTests
{
    private static readonly Duration OneSecond = Duration.FromSeconds(1);
    private static readonly Duration Skew = new(609_375_000);
    private static readonly Duration MasterDownInterval = new(3_609_375_000);

    [Fact]
    public void Clause_12_the_owner_advertises_255_others_1_to_254_and_0_is_for_giving_up()
    {
        var owner = new TestMachine(priority: 255);
        owner.Handle(VrrpInput.Startup);
        Assert.Equal([255], owner.Advertised);

        var test = TestMachine.Master(priority: 254);
        var advertised = test.RunUntil(Duration.FromSeconds(10))
            .Where(each => each.Effect.Kind == EffectKind.SendAdvertisement).Select(each => each.Effect.Priority);
        Assert.All(advertised, priority => Assert.Equal(254, priority));
        test.Handle(VrrpInput.Shutdown);
        Assert.Equal([0], test.Advertised);
    }

    [Fact]
    public void Clause_26_and_erratum_8298_the_owner_does_not_discard_what_it_hears()
    {
        // Erratum 8298: that the local router is the owner SHOULD be logged, and is no reason to discard.
        var test = new TestMachine(priority: 255);
        test.Handle(VrrpInput.Startup);

        test.Hear(100, TestMachine.HigherAddress);

        Assert.Equal([255], test.Advertised);
        Assert.Equal(VrrpState.Master, test.State);
    }

    [Fact]
    public void Clause_30_of_two_owners_the_higher_address_stays_and_the_other_says_why_it_goes()
    {
        var test = new TestMachine(priority: 255);
        test.Handle(VrrpInput.Startup);
        test.Hear(255, TestMachine.LowerAddress);
        Assert.Equal(VrrpState.Master, test.State);

        test.Hear(255, TestMachine.HigherAddress);

        Assert.Equal(new(VrrpState.Master, VrrpState.Backup, TransitionReason.HigherAddressHeard,
            TestMachine.HigherAddress, 255), test.Transition);
        Assert.Equal(255, test.Machine.Priority);
    }

    [Fact]
    public void Clause_31_startup_of_the_owner_is_advertise_announce_start_the_timer_and_Active()
    {
        var test = new TestMachine(priority: 255);

        test.Handle(VrrpInput.Startup);

        Assert.Equal(
            [EffectKind.AddAddresses, EffectKind.SendAdvertisement, EffectKind.Announce, EffectKind.ReportTransition],
            test.Kinds);
        Assert.Equal(VrrpState.Master, test.State);
        Assert.Equal(OneSecond, NextAdvertisement(test));
    }

    [Fact]
    public void Clause_32_startup_of_others_is_Backup_with_the_own_interval()
    {
        var test = new TestMachine();

        test.Handle(VrrpInput.Startup);

        Assert.Equal(VrrpState.Backup, test.State);
        Assert.Equal(MasterDownInterval, test.Left);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(100)]
    public void Clause_33_nothing_is_announced_before_the_addresses_are_there(byte priority)
    {
        var test = new TestMachine(priority);
        test.Handle(VrrpInput.Startup);
        if (priority != PriorityLedger.OwnerPriority)
        {
            test.WaitForDeadline();
        }

        var kinds = test.Kinds.ToList();
        Assert.True(kinds.IndexOf(EffectKind.AddAddresses) < kinds.IndexOf(EffectKind.Announce));
    }

    [Fact]
    public void Clause_39_shutdown_of_a_backup_is_silent()
    {
        var test = TestMachine.Backup();

        test.Handle(VrrpInput.Shutdown);

        Assert.Equal([EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(VrrpState.Initialize, test.State);
        Assert.Equal(Instant.Never, test.Machine.NextTimeout);
    }

    [Fact]
    public void Clause_40_when_the_timer_fires_a_backup_advertises_announces_and_is_Active()
    {
        var test = TestMachine.Backup();

        test.WaitForDeadline();

        Assert.Equal(MasterDownInterval, test.Elapsed);
        Assert.Equal(
            [EffectKind.AddAddresses, EffectKind.SendAdvertisement, EffectKind.Announce, EffectKind.ReportTransition],
            test.Kinds);
        Assert.Equal(OneSecond, NextAdvertisement(test));
    }

    [Fact]
    public void Clause_41_priority_0_sets_the_timer_to_the_skew()
    {
        var test = TestMachine.Backup();
        test.Sleep(OneSecond);

        test.Hear(0, TestMachine.HigherAddress);

        Assert.Equal(Skew, test.Left);
    }

    [Theory]
    [InlineData(true, 100)]
    [InlineData(true, 200)]
    [InlineData(false, 2)]
    public void Clause_42_a_priority_that_is_not_preempted_is_learned_from_and_resets_the_timer(
        bool preempt, byte priority)
    {
        var test = TestMachine.Backup(preempt: preempt);
        test.Sleep(Duration.FromSeconds(3));

        test.Hear(priority, TestMachine.LowerAddress, intervalMilliseconds: 2000);

        Assert.Equal(MasterDownInterval * 2, test.Left);
    }

    [Fact]
    public void Clause_43_a_lower_priority_is_discarded_and_the_timer_not_touched()
    {
        var test = TestMachine.Backup();
        test.Sleep(Duration.FromSeconds(3));

        test.Hear(99, TestMachine.HigherAddress, intervalMilliseconds: 2000);

        Assert.Empty(test.Effects);
        Assert.Equal(Skew, test.Left);
    }

    [Fact]
    public void Clause_53_shutdown_of_the_Active_is_priority_0_and_Initialize()
    {
        var test = TestMachine.Master();

        test.Handle(VrrpInput.Shutdown);

        Assert.Equal([0], test.Advertised);
        Assert.Equal(VrrpState.Initialize, test.State);
        Assert.Equal(Instant.Never, test.Machine.NextTimeout);
    }

    [Fact]
    public void Clause_54_when_the_timer_fires_the_Active_advertises_and_resets_it()
    {
        var test = TestMachine.Master();

        Assert.Equal(OneSecond, NextAdvertisement(test));
        Assert.Equal(OneSecond, NextAdvertisement(test));
    }

    [Fact]
    public void Clause_55_priority_0_is_answered_and_resets_the_timer()
    {
        var test = TestMachine.Master();
        test.RunUntil(test.Elapsed + Duration.FromMilliseconds(600));

        test.Hear(0, TestMachine.HigherAddress);

        Assert.Equal([100], test.Advertised);
        Assert.Equal(OneSecond, NextAdvertisement(test));
    }

    [Theory]
    [InlineData(101, "192.0.2.9", true)]
    [InlineData(100, "192.0.2.11", true)]
    [InlineData(101, "192.0.2.9", false)]
    public void Clause_56_a_better_one_makes_the_Active_Backup_whatever_Preempt_Mode(
        byte priority, string source, bool preempt)
    {
        var test = TestMachine.Master(preempt: preempt);

        test.Hear(priority, IpAddr.Parse(source), intervalMilliseconds: 2000);

        Assert.Equal(VrrpState.Backup, test.State);
        Assert.Equal(MasterDownInterval * 2, test.Left);
    }

    [Theory]
    [InlineData(99, "192.0.2.11")]
    [InlineData(100, "192.0.2.9")]
    public void Clause_57_everybody_else_is_answered_at_once_and_the_timer_not_reset(byte priority, string source)
    {
        var test = TestMachine.Master();
        test.RunUntil(test.Elapsed + Duration.FromMilliseconds(700));

        test.Hear(priority, IpAddr.Parse(source));

        Assert.Equal([new Effect(EffectKind.SendAdvertisement, 100)], test.Effects);
        Assert.Equal(Duration.FromMilliseconds(300), NextAdvertisement(test));
    }

    [Theory]
    [InlineData(1, 1000, 996_093_750)]
    [InlineData(254, 10, 78_125)]
    public void Clauses_58_and_59_skew_and_interval(byte priority, int intervalMilliseconds, long skew)
    {
        var interval = Duration.FromMilliseconds(intervalMilliseconds);
        var test = TestMachine.Backup(priority, intervalMilliseconds);

        Assert.Equal(new Duration(skew), Timing.SkewTime(priority, interval));
        Assert.Equal(interval * 3 + new Duration(skew), test.Left);
    }

    [Fact]
    public void Clause_60_in_Backup_the_interval_of_the_Active_counts_also_when_our_priority_changes()
    {
        var test = TestMachine.Backup(intervalMilliseconds: 1000);
        test.Hear(200, TestMachine.HigherAddress, intervalMilliseconds: 100);
        Assert.Equal(new Duration(360_937_500), test.Left);

        test.Handle(VrrpInput.PriorityChanged(199));

        Assert.Equal(new Duration(322_265_625), test.Left);
        test.Hear(0, TestMachine.HigherAddress);
        Assert.Equal(new Duration(22_265_625), test.Left);
    }

    [Fact]
    public void Clause_61_who_was_too_late_to_be_Active_says_so()
    {
        var test = TestMachine.Master(intervalMilliseconds: 10);
        test.Sleep(Duration.FromMilliseconds(31));

        test.Handle(VrrpInput.Tick);

        Assert.Equal(TransitionReason.WokeTooLate, test.Transition.Reason);
    }

    // How long until the next advertisement goes out.
    private static Duration NextAdvertisement(TestMachine test)
    {
        var from = test.Elapsed;
        do
        {
            test.WaitForDeadline();
        }
        while (!test.Advertised.Any());

        return test.Elapsed - from;
    }
}
