using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>RFC 9568 section 6.4.3 ("Active" there).</summary>
public sealed class MasterTests
{
    // "If a Shutdown event is received, then: Cancel the Adver_Timer; Send an ADVERTISEMENT with Priority = 0; Transition to
    // the {Initialize} state."
    [Fact]
    public void Clause_53_shutdown_resigns_before_the_addresses_go()
    {
        var machine = Machine.InMaster();

        Assert.Equal("advertise 0, remove, Master -> Initialize (Shutdown)", machine.Do(VrrpInput.Shutdown));
        Assert.Equal(Instant.Never, machine.Core.NextTimeout);
    }

    // "If the Adver_Timer fires, then: Send an ADVERTISEMENT; Reset the Adver_Timer to Advertisement_Interval."
    [Fact]
    public void Clause_54_advertises_every_interval_and_renews_before()
    {
        var machine = Machine.InMaster();
        var takeover = machine.Now;
        var advertised = new List<Duration>();

        while (machine.Now - takeover < Duration.FromSeconds(10))
        {
            var effects = machine.UntilTimer();
            if (effects.StartsWith("renew, advertise 100", StringComparison.Ordinal))
            {
                advertised.Add(machine.Now - takeover);
            }
        }

        Assert.Equal(Enumerable.Range(1, 10).Select(second => Duration.FromSeconds(second)), advertised);
    }

    // "If the Priority in the ADVERTISEMENT is 0, then: Send an ADVERTISEMENT; Reset the Adver_Timer to
    // Advertisement_Interval."
    [Fact]
    public void Clause_55_a_resignation_is_answered_and_the_timer_reset()
    {
        var machine = Settled();
        machine.Wait(Duration.FromMilliseconds(400));

        Assert.Equal("advertise 100", machine.Hear(0, Machine.Lower));

        Assert.Equal(Machine.Interval, machine.Left);
    }

    // "If the Priority in the ADVERTISEMENT is greater than the local Priority or ... equal to the local Priority and the
    // primary IPvX address of the sender is greater than the local primary IPvX address ... then: Cancel Adver_Timer; Set
    // Active_Adver_Interval to Max Advertise Interval contained in the ADVERTISEMENT; Recompute ...; Set Active_Down_Timer to
    // Active_Down_Interval; Transition to the {Backup} state."
    [Theory]
    [InlineData(101, "192.0.2.1", "HigherPriorityHeard")]
    [InlineData(100, "192.0.2.3", "HigherAddressHeard")]
    [InlineData(100, "200.0.2.1", "HigherAddressHeard")]
    public void Clause_56_yields_to_a_higher_one(byte priority, string source, string reason)
    {
        var machine = Machine.InMaster();

        var effects = machine.Hear(priority, IpAddr.Parse(source), Duration.FromSeconds(2));

        Assert.Equal($"remove, Master -> Backup ({reason})", effects);
        Assert.Equal(new Duration(7_218_750_000), machine.Left);
    }

    // Clause 56 does not speak of Preempt_Mode.
    [Fact]
    public void Clause_56_yields_without_preemption_too()
    {
        var machine = Machine.InMaster(preempt: false);

        Assert.Equal("remove, Master -> Backup (HigherPriorityHeard)", machine.Hear(101, Machine.Lower));
    }

    // "Else // New Active logic: Discard the ADVERTISEMENT; Send an ADVERTISEMENT immediately to assert the {Active} state to
    // the sending VRRP Router." The Adver_Timer is not reset.
    [Theory]
    [InlineData(99, "192.0.2.3")]
    [InlineData(100, "192.0.2.1")]
    public void Clause_57_asserts_itself_at_once_without_touching_the_timer(byte priority, string source)
    {
        var machine = Settled();
        machine.Wait(Duration.FromMilliseconds(400));

        Assert.Equal("advertise 100", machine.Hear(priority, IpAddr.Parse(source)));

        Assert.Equal(Duration.FromMilliseconds(600), machine.Left);
    }

    [Fact]
    public void Announces_five_times_at_takeover_again_after_five_seconds_and_then_every_minute()
    {
        var machine = Machine.InBackup();
        var announced = new List<double>();
        var effects = machine.UntilTimer();
        var takeover = machine.Now;

        while (machine.Now - takeover < Duration.FromSeconds(130))
        {
            if (effects.Contains("announce", StringComparison.Ordinal))
            {
                announced.Add((machine.Now - takeover).Milliseconds);
            }

            effects = machine.UntilTimer();
        }

        Assert.Equal([0, 100, 500, 1000, 2000, 5000, 65_000, 125_000], announced);
    }

    [Fact]
    public void A_lost_address_is_restored_without_leaving_Master()
    {
        var machine = Settled();
        var left = machine.Left;

        Assert.Equal("add, announce, restored", machine.Do(VrrpInput.AddressLost));

        Assert.Equal(VrrpState.Master, machine.State);
        Assert.Equal(left, machine.Left);
    }

    [Fact]
    public void A_lowered_priority_is_advertised_and_does_not_leave_Master()
    {
        var machine = Settled();

        Assert.Equal("", machine.Do(VrrpInput.PriorityChanged(40)));

        Assert.Equal("renew, advertise 40", machine.UntilTimer());
    }

    [Fact]
    public void Small_lateness_does_not_add_up()
    {
        var machine = Settled();
        machine.Wait(machine.Left + Duration.FromMilliseconds(30));

        Assert.Equal("renew, advertise 100", machine.Do(VrrpInput.Tick));

        Assert.Equal(Duration.FromMilliseconds(970), machine.Left);
    }

    [Fact]
    public void A_missed_deadline_is_not_made_up_for()
    {
        var machine = Settled();
        machine.Wait(machine.Left + Duration.FromMilliseconds(1500));

        Assert.Equal("renew, advertise 100", machine.Do(VrrpInput.Tick));

        Assert.Equal(Machine.Interval, machine.Left);
    }

    // A Master beyond its announcements: only the advertisement timer is near.
    private static Machine Settled()
    {
        var machine = Machine.InMaster();
        var takeover = machine.Now;
        while (machine.Now - takeover < Duration.FromSeconds(6))
        {
            _ = machine.UntilTimer();
        }

        return machine;
    }
}
