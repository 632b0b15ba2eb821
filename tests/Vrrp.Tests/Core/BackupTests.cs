using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>RFC 9568 section 6.4.2.</summary>
public sealed class BackupTests
{
    // "If a Shutdown event is received, then: Cancel the Active_Down_Timer; Transition to the {Initialize} state."
    [Fact]
    public void Clause_39_shutdown_sends_nothing()
    {
        var machine = Machine.InBackup();

        Assert.Equal("Backup -> Initialize (Shutdown)", machine.Do(VrrpInput.Shutdown));
        Assert.Equal(Instant.Never, machine.Core.NextTimeout);
    }

    // "If the Active_Down_Timer fires, then: Send an ADVERTISEMENT ... gratuitous ARP ... Set the Adver_Timer to
    // Advertisement_Interval; Transition to the {Active} state."
    [Fact]
    public void Clause_40_backup_takes_over_after_master_down_interval()
    {
        var machine = Machine.InBackup();

        machine.Wait(new Duration(3_609_374_999));
        Assert.Equal("", machine.Do(VrrpInput.Tick));
        machine.Wait(new Duration(1));
        Assert.Equal(
            "add, advertise 100, announce, Backup -> Master (MasterSilent)", machine.Do(VrrpInput.Tick));
        for (var announcements = 0; announcements < 2; announcements++)
        {
            Assert.Equal("announce", machine.UntilTimer());
        }

        Assert.Equal(Duration.FromMilliseconds(500), machine.Left);
    }

    // "If the Priority in the ADVERTISEMENT is 0, then: Set the Active_Down_Timer to Skew_Time."
    [Fact]
    public void Clause_41_a_resigning_master_leaves_only_the_skew()
    {
        var machine = Machine.InBackup();

        Assert.Equal("", machine.Hear(0, Machine.Higher));

        Assert.Equal(new Duration(609_375_000), machine.Left);
        Assert.Equal("add, advertise 100, announce, Backup -> Master (MasterResigned)", machine.UntilTimer());
    }

    // "If Preempt_Mode is False, or if the priority in the ADVERTISEMENT is greater than or equal to the local Priority, then:
    // Set Active_Adver_Interval to Max Advertise Interval contained in the ADVERTISEMENT; Recompute the Skew_Time; Recompute
    // the Active_Down_Interval; Reset the Active_Down_Timer to Active_Down_Interval."
    [Theory]
    [InlineData(100, true)]
    [InlineData(101, true)]
    [InlineData(255, true)]
    [InlineData(1, false)]
    public void Clause_42_the_masters_interval_is_learned_and_the_timer_reset(byte priority, bool preempt)
    {
        var machine = Machine.InBackup(preempt: preempt);
        machine.Wait(Duration.FromSeconds(3));

        Assert.Equal("", machine.Hear(priority, Machine.Higher, Duration.FromSeconds(2)));

        Assert.Equal(new Duration(7_218_750_000), machine.Left);
    }

    // "Else // Preempt was true or priority was less: Discard the ADVERTISEMENT."
    [Fact]
    public void Clause_43_a_lower_priority_does_not_touch_the_timer()
    {
        var machine = Machine.InBackup();
        machine.Wait(Duration.FromSeconds(3));

        Assert.Equal("", machine.Hear(99, Machine.Lower, Duration.FromSeconds(2)));

        Assert.Equal(new Duration(609_375_000), machine.Left);
        Assert.Equal("add, advertise 100, announce, Backup -> Master (LowerPriorityPreempted)", machine.UntilTimer());
    }

    // Section 6.1: "Active_Adver_Interval ... This value is used by Virtual Routers in Backup state to compute Skew_Time", and
    // the router's own once it is Active.
    [Fact]
    public void Clause_60_a_new_master_advertises_at_its_own_interval()
    {
        var machine = Machine.InBackup();
        _ = machine.Hear(200, Machine.Higher, Duration.FromSeconds(4));

        _ = machine.UntilTimer();

        Assert.Equal(new Duration(3_609_375_000), machine.Core.MasterDownInterval);
    }

    [Fact]
    public void A_new_priority_moves_the_running_timer_at_once()
    {
        var machine = Machine.InBackup(priority: 100);
        machine.Wait(Duration.FromSeconds(1));

        _ = machine.Do(VrrpInput.PriorityChanged(200));

        Assert.Equal(new Duration(2_218_750_000), machine.Left);
    }

    [Fact]
    public void A_new_priority_moves_a_running_skew_too()
    {
        var machine = Machine.InBackup(priority: 100);
        _ = machine.Hear(0, Machine.Higher);

        _ = machine.Do(VrrpInput.PriorityChanged(254));

        Assert.Equal(new Duration(7_812_500), machine.Left);
    }

    [Fact]
    public void A_resigned_master_that_speaks_again_is_waited_for_in_full()
    {
        var machine = Machine.InBackup();
        _ = machine.Hear(0, Machine.Higher);

        _ = machine.Hear(200, Machine.Higher);

        Assert.Equal(new Duration(3_609_375_000), machine.Left);
        Assert.EndsWith("(MasterSilent)", machine.UntilTimer(), StringComparison.Ordinal);
    }
}
