using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>RFC 9568 section 6.4.3, Active.</summary>
public sealed class MasterTests
{
    [Fact]
    public void Shutdown_sends_priority_zero_and_stops_the_timers()
    {
        // "If a Shutdown event is received, then: Cancel the Adver_Timer; Send an ADVERTISEMENT with Priority = 0;
        // Transition to the {Initialize} state."
        var test = TestMachine.Master();

        test.Handle(VrrpInput.Shutdown);

        Assert.Equal([0], test.Advertised);
        Assert.Equal(
            new(VrrpState.Master, VrrpState.Initialize, TransitionReason.Shutdown, default, 0), test.Transition);
        Assert.Equal(Instant.Never, test.Machine.NextTimeout);
    }

    [Fact]
    public void Master_advertises_at_every_interval()
    {
        // "If the Adver_Timer fires, then: Send an ADVERTISEMENT; Reset the Adver_Timer to Advertisement_Interval."
        var test = TestMachine.Master(priority: 100, intervalMilliseconds: 10);
        var start = test.Elapsed;

        var advertised = test.RunUntil(start + Duration.FromMilliseconds(1000))
            .Where(effect => effect.Effect.Kind == EffectKind.SendAdvertisement).ToList();

        Assert.Equal(Enumerable.Range(1, 100).Select(i => Duration.FromMilliseconds(10 * i)),
            advertised.Select(effect => effect.At - start));
        Assert.All(advertised, effect => Assert.Equal(100, effect.Effect.Priority));
    }

    [Fact]
    public void Small_lateness_does_not_add_up()
    {
        var test = TestMachine.Master(intervalMilliseconds: 100);
        var start = test.Now;
        for (var i = 1; i <= 50; i++)
        {
            Assert.True(test.Machine.NextTimeout <= start + Duration.FromMilliseconds(100 * i));
            test.Sleep(start + Duration.FromMilliseconds(100 * i + 7) - test.Now);
            test.Handle(VrrpInput.Tick);
            Assert.Single(test.Advertised);
        }
    }

    [Theory]
    [InlineData(2_000)] // to the nanosecond when the next one would be due
    [InlineData(2_500)]
    public void A_missed_advertisement_is_not_made_up_for(int asleepMilliseconds)
    {
        var test = TestMachine.Master(priority: 254);
        test.Sleep(Duration.FromMilliseconds(asleepMilliseconds));

        test.Handle(VrrpInput.Tick);

        Assert.Single(test.Advertised);
        test.Handle(VrrpInput.Tick);
        Assert.Empty(test.Advertised);
    }

    [Fact]
    public void Priority_zero_is_answered_and_restarts_the_timer()
    {
        // "If the Priority in the ADVERTISEMENT is 0, then: Send an ADVERTISEMENT; Reset the Adver_Timer to
        // Advertisement_Interval."
        var test = TestMachine.Master();
        var start = test.Elapsed;
        test.RunUntil(start + Duration.FromMilliseconds(600));

        test.Hear(0, TestMachine.HigherAddress);

        Assert.Equal([100], test.Advertised);
        Assert.Equal(VrrpState.Master, test.State);
        var next = test.RunUntil(start + Duration.FromMilliseconds(1600))
            .Where(effect => effect.Effect.Kind == EffectKind.SendAdvertisement);
        Assert.Equal([start + Duration.FromMilliseconds(1600)], next.Select(effect => effect.At));
    }

    [Fact]
    public void Priority_zero_cannot_starve_the_lease()
    {
        // Each one restarts Adver_Timer, so that it may never fire; the lease must be renewed all the same.
        var test = TestMachine.Master();
        for (var i = 0; i < 100; i++)
        {
            test.Sleep(Duration.FromMilliseconds(900));
            test.Hear(0, TestMachine.LowerAddress);

            Assert.Equal([EffectKind.RenewAddresses, EffectKind.SendAdvertisement], test.Kinds);
        }
    }

    [Fact]
    public void A_higher_priority_takes_over_at_once()
    {
        // "If the Priority in the ADVERTISEMENT is greater than the local Priority ... Cancel Adver_Timer; Set
        // Active_Adver_Interval to Max Advertise Interval contained in the ADVERTISEMENT; Recompute the Skew_Time;
        // Recompute the Active_Down_Interval; Set Active_Down_Timer to Active_Down_Interval; Transition to {Backup}."
        var test = TestMachine.Master();

        test.Hear(101, TestMachine.LowerAddress, intervalMilliseconds: 2000);

        // Ours, beyond the RFC: one last advertisement, by which the winner learns that it must announce again.
        Assert.Equal([100], test.Advertised);
        Assert.Equal(new(VrrpState.Master, VrrpState.Backup, TransitionReason.HigherPriorityHeard,
            TestMachine.LowerAddress, 101), test.Transition);
        Assert.Equal(new Duration(7_218_750_000), test.Left);
    }

    [Fact]
    public void Our_priority_from_a_higher_address_takes_over()
    {
        // "... or the Priority in the ADVERTISEMENT is equal to the local Priority and the primary IPvX Address of the
        // sender is greater than the local primary IPvX Address (based on an unsigned integer comparison of the IPvX
        // addresses in network byte order)"
        var test = TestMachine.Master();

        test.Hear(100, TestMachine.HigherAddress);

        Assert.Equal(new(VrrpState.Master, VrrpState.Backup, TransitionReason.HigherAddressHeard,
            TestMachine.HigherAddress, 100), test.Transition);
    }

    [Fact]
    public void A_higher_priority_wins_even_without_preemption()
    {
        // Preempt_Mode "Controls whether a (starting or restarting) higher-priority Backup Router preempts"; the Active
        // state does not consult it.
        var test = TestMachine.Master(preempt: false);

        test.Hear(101, TestMachine.LowerAddress);

        Assert.Equal(VrrpState.Backup, test.State);
    }

    [Theory]
    [InlineData(99, "192.0.2.11")]
    [InlineData(100, "192.0.2.9")]
    [InlineData(1, "255.255.255.255")]
    public void A_loser_is_answered_at_once_and_the_timer_not_reset(byte priority, string source)
    {
        // "Else: Discard the ADVERTISEMENT; Send an ADVERTISEMENT immediately to assert the {Active} state to the
        // sending VRRP Router and to update any learning bridges with the correct Active VRRP Router path."
        var test = TestMachine.Master();
        var start = test.Elapsed;
        test.RunUntil(start + Duration.FromMilliseconds(700));

        test.Hear(priority, IpAddr.Parse(source));

        Assert.Equal([new Effect(EffectKind.SendAdvertisement, 100)], test.Effects);
        var next = test.RunUntil(start + Duration.FromSeconds(1))
            .Where(effect => effect.Effect.Kind == EffectKind.SendAdvertisement);
        Assert.Equal([start + Duration.FromSeconds(1)], next.Select(effect => effect.At));
    }

    [Fact]
    public void Another_owner_with_a_higher_address_beats_the_owner()
    {
        var test = new TestMachine(priority: 255);
        test.Handle(VrrpInput.Startup);

        test.Hear(254, TestMachine.HigherAddress);
        Assert.Equal(VrrpState.Master, test.State);
        test.Hear(255, TestMachine.LowerAddress);
        Assert.Equal(VrrpState.Master, test.State);
        test.Hear(255, TestMachine.HigherAddress);

        Assert.Equal(VrrpState.Backup, test.State);
    }

    [Fact]
    public void Without_an_own_address_every_equal_priority_wins()
    {
        var machine = new VrrpStateMachine(
            new() { Priority = 255, AdvertisementInterval = Duration.FromSeconds(1) });
        var effects = new EffectBuffer();
        machine.Handle(new(1), VrrpInput.Startup, effects);
        effects.Clear();

        machine.Handle(
            new(2), VrrpInput.Advertisement(255, Duration.FromSeconds(1), IpAddr.Parse("0.0.0.1")), effects);

        Assert.Equal(VrrpState.Backup, machine.State);
    }

    [Fact]
    public void A_lost_address_is_put_back_without_leaving_Master()
    {
        var test = TestMachine.Master();
        test.Sleep(Duration.FromMilliseconds(50));
        var deadline = test.Machine.NextTimeout;

        test.Handle(VrrpInput.AddressLost);

        Assert.Equal(
            [EffectKind.AddAddresses, EffectKind.Announce, EffectKind.ReportAddressesRestored], test.Kinds);
        Assert.Equal(VrrpState.Master, test.State);
        Assert.Equal(deadline, test.Machine.NextTimeout);
    }

    [Fact]
    public void A_new_priority_is_advertised_from_the_next_time_on()
    {
        var test = TestMachine.Master();

        test.Handle(VrrpInput.PriorityChanged(40));
        Assert.Empty(test.Effects);
        test.RunUntil(test.Elapsed + Duration.FromMilliseconds(999));
        test.WaitForDeadline();

        Assert.Equal([40], test.Advertised);
        test.Hear(41, TestMachine.LowerAddress);
        Assert.Equal(VrrpState.Backup, test.State);
    }
}
