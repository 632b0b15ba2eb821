using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>Make before break: a Master that drains keeps the addresses until its successor has them.</summary>
public sealed class DrainTests
{
    // Three intervals, the skew of priority 1 and another interval: 4 s + 255/256 s.
    private static readonly Duration Patience = new(4_996_093_750);

    // The skew of priority 1 and a quarter of the interval.
    private static readonly Duration FarewellTime = new(1_246_093_750);

    [Theory]
    [InlineData(100)]
    [InlineData(255)]
    public void A_master_lowers_its_priority_at_once_and_keeps_the_addresses(byte priority)
    {
        var test = Master(priority);

        test.Handle(VrrpInput.Drain);

        Assert.Equal([new(EffectKind.RenewAddresses), new(EffectKind.SendAdvertisement, Priority: 1)], test.Effects);
        Assert.Equal(VrrpState.Master, test.State);
        Assert.Equal(1, test.Machine.Priority);
        Assert.True(test.Machine.IsDraining);
        Assert.False(test.Machine.IsDrained);
        Assert.Equal(DrainStage.Lowered, test.Machine.DrainStage);
        test.RunUntil(test.Elapsed + Duration.FromMilliseconds(999));
        test.WaitForDeadline();
        Assert.Equal([EffectKind.RenewAddresses, EffectKind.SendAdvertisement], test.Kinds.Take(2));
        Assert.Equal([1], test.Advertised);
    }

    [Fact]
    public void A_master_that_is_beaten_yields_as_always()
    {
        var test = Draining();
        test.Sleep(Duration.FromMilliseconds(700));

        test.Hear(50, TestMachine.LowerAddress);

        Assert.Equal(
            [EffectKind.SendAdvertisement, EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal([1], test.Advertised);
        Assert.Equal(
            new(VrrpState.Master, VrrpState.Backup, TransitionReason.Drained, TestMachine.LowerAddress, 50),
            test.Transition);
        Assert.True(test.Machine.IsDrained);
        Assert.Equal(DrainStage.None, test.Machine.DrainStage);
    }

    [Theory]
    [InlineData(99, 249, false)] // its own answer may be on the way, or its resignation
    [InlineData(99, 250, true)]
    [InlineData(101, 1, true)]
    public void A_rival_that_lost_to_the_former_priority_counts_when_it_has_heard_the_new_one(
        byte priority, int afterMilliseconds, bool yields)
    {
        var test = Draining();
        test.Sleep(Duration.FromMilliseconds(afterMilliseconds));

        test.Hear(priority, TestMachine.LowerAddress);

        Assert.Equal(yields, test.Machine.IsDrained);
        Assert.Equal(yields, test.Effects.Count > 0);
    }

    [Fact]
    public void Whom_nobody_beats_in_time_says_farewell_once_and_keeps_the_addresses_in_silence()
    {
        var test = Draining();
        var start = test.Elapsed;

        var effects = test.RunUntil(start + Patience + FarewellTime - new Duration(1));

        var farewell = effects.Where(each => each.At >= start + Patience).Select(each => each.Effect);
        Assert.Equal([0], farewell.Where(each => each.Kind == EffectKind.SendAdvertisement)
            .Select(each => each.Priority));
        Assert.Equal(
            [EffectKind.RenewAddresses, EffectKind.SendAdvertisement, EffectKind.RenewAddresses,
                EffectKind.RenewAddresses],
            farewell.Select(each => each.Kind));
        Assert.Equal(VrrpState.Master, test.State);

        test.WaitForDeadline();

        Assert.Equal(start + Patience + FarewellTime, test.Elapsed);
        Assert.Equal([EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(
            new(VrrpState.Master, VrrpState.Backup, TransitionReason.Drained, default, 0), test.Transition);
    }

    [Fact]
    public void The_last_advertisement_before_a_farewell_is_almost_an_interval_old()
    {
        // Just behind it, it could overtake it on the way, and a Backup without Preempt would go on waiting.
        var test = Master(100);
        test.RunUntil(test.Elapsed + Duration.FromMilliseconds(400));
        test.Handle(VrrpInput.Drain);
        var start = test.Elapsed;

        var advertised = test.RunUntil(start + Patience)
            .Where(each => each.Effect.Kind == EffectKind.SendAdvertisement).Select(each => each.At).ToList();

        Assert.Equal(new Duration(996_093_750), advertised[^1] - advertised[^2]);
    }

    [Theory]
    [InlineData(10, 49_960_938, 12_460_937)]
    [InlineData(1_000, 4_996_093_750, 1_246_093_750)]
    [InlineData(40_950, 10_000_000_000, 2_000_000_000)]
    public void A_drain_ends_in_any_case(int intervalMilliseconds, long patience, long farewell)
    {
        var test = Master(100, intervalMilliseconds);
        test.Handle(VrrpInput.Drain);
        var start = test.Elapsed;

        var end = test.RunUntil(start + new Duration(patience + farewell + 2));

        var said = end.Single(each => each.Effect is { Kind: EffectKind.SendAdvertisement, Priority: 0 }).At - start;
        Assert.InRange(said.Nanoseconds, patience - 1, patience + 1);
        Assert.True(test.Machine.IsDrained);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Behind_the_farewell_whoever_advertises_is_the_successor(byte priority)
    {
        var test = SaidFarewell();

        test.Hear(0, TestMachine.HigherAddress);
        Assert.Empty(test.Effects);
        test.Hear(priority, TestMachine.LowerAddress);

        Assert.Equal([EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(
            new(VrrpState.Master, VrrpState.Backup, TransitionReason.Drained, TestMachine.LowerAddress, priority),
            test.Transition);
    }

    [Fact]
    public void A_farewell_keeps_its_distance_from_an_advertisement()
    {
        var test = Draining();
        test.RunUntil(test.Elapsed + Patience - Duration.FromMilliseconds(100));
        test.Hear(1, TestMachine.LowerAddress);
        Assert.Equal([1], test.Advertised);
        var answered = test.Elapsed;

        test.WaitForDeadline();
        Assert.Equal(DrainStage.Farewell, test.Machine.DrainStage);
        Assert.Empty(test.Advertised);
        test.Hear(1, TestMachine.LowerAddress);
        Assert.Empty(test.Effects);
        var said = test.RunUntil(answered + Duration.FromMilliseconds(300))
            .Where(each => each.Effect.Kind == EffectKind.SendAdvertisement).Select(each => each.At);

        Assert.Equal([answered + Duration.FromMilliseconds(250)], said);
    }

    [Fact]
    public void Before_a_farewell_that_waits_who_beats_us_is_the_successor()
    {
        var test = Draining();
        test.RunUntil(test.Elapsed + Patience - Duration.FromMilliseconds(100));
        test.Hear(1, TestMachine.LowerAddress);
        test.WaitForDeadline();

        test.Hear(2, TestMachine.LowerAddress);

        Assert.Equal([EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
    }

    [Fact]
    public void Without_peers_there_is_nobody_to_wait_for()
    {
        var test = TestMachine.Master(TestMachine.Settings() with { HasPeers = false });

        test.Handle(VrrpInput.Drain);

        Assert.Equal(
            [EffectKind.SendAdvertisement, EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal([0], test.Advertised);
        Assert.Equal(TransitionReason.Drained, test.Transition.Reason);
        Assert.True(test.Machine.IsDrained);
    }

    [Fact]
    public void A_second_drain_changes_nothing()
    {
        var test = Draining();
        test.Sleep(Duration.FromMilliseconds(50));
        var deadline = test.Machine.NextTimeout;

        test.Handle(VrrpInput.Drain);

        Assert.Empty(test.Effects);
        Assert.Equal(deadline, test.Machine.NextTimeout);
    }

    [Fact]
    public void Shutdown_ends_a_drain_at_once()
    {
        var test = Draining();

        test.Handle(VrrpInput.Shutdown);

        Assert.Equal(
            [EffectKind.SendAdvertisement, EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal([0], test.Advertised);
        Assert.Equal(TransitionReason.Shutdown, test.Transition.Reason);
        Assert.Equal(Instant.Never, test.Machine.NextTimeout);
    }

    [Fact]
    public void Shutdown_or_a_fault_behind_the_farewell_says_no_second_one()
    {
        foreach (var end in new[] { VrrpInput.Shutdown, VrrpInput.FaultRaised(new Fault(FaultKind.CarrierLost)) })
        {
            var test = SaidFarewell();

            test.Handle(end);

            Assert.Equal([EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        }
    }

    [Fact]
    public void An_address_that_is_lost_behind_the_farewell_is_put_back_but_not_announced()
    {
        // The successor may have announced it already.
        var test = SaidFarewell();

        test.Handle(VrrpInput.AddressLost);

        Assert.Equal([EffectKind.AddAddresses, EffectKind.ReportAddressesRestored], test.Kinds);
    }

    [Fact]
    public void A_process_that_freezes_behind_its_farewell_wakes_too_late()
    {
        var test = SaidFarewell();
        test.Sleep(Duration.FromSeconds(4));

        test.Handle(VrrpInput.Tick);

        Assert.Equal(TransitionReason.WokeTooLate, test.Transition.Reason);
        Assert.True(test.Machine.IsDrained);
    }

    [Fact]
    public void A_backup_that_drains_lets_every_living_master_be()
    {
        var test = TestMachine.Backup(priority: 200);
        test.Handle(VrrpInput.Drain);
        Assert.Empty(test.Effects);
        Assert.True(test.Machine.IsDrained);
        for (var second = 0; second < 20; second++)
        {
            test.Sleep(Duration.FromSeconds(1));
            test.Hear(1, TestMachine.LowerAddress);
            test.Handle(VrrpInput.Tick);
        }

        Assert.Equal(VrrpState.Backup, test.State);
    }

    [Fact]
    public void A_preemption_that_was_near_is_called_off_by_a_drain()
    {
        var test = TestMachine.Backup(priority: 200);
        test.Sleep(Duration.FromSeconds(3));
        test.Hear(100, TestMachine.LowerAddress);

        test.Handle(VrrpInput.Drain);

        Assert.Equal(Timing.MasterDownInterval(1, Duration.FromSeconds(1)), test.Left);
    }

    [Fact]
    public void A_drained_backup_is_the_last_resort_and_goes_for_anybody()
    {
        var test = TestMachine.Backup(priority: 200);
        test.Handle(VrrpInput.Drain);
        Assert.Equal(Timing.MasterDownInterval(1, Duration.FromSeconds(1)), test.Left);

        test.WaitForDeadline();

        Assert.Equal(TransitionReason.MasterSilent, test.Transition.Reason);
        Assert.Equal([1], test.Advertised);
        test.RunUntil(test.Elapsed + Duration.FromSeconds(100));
        Assert.Equal(VrrpState.Master, test.State);
        test.Hear(2, TestMachine.LowerAddress);
        Assert.Equal(TransitionReason.Drained, test.Transition.Reason);
    }

    [Fact]
    public void An_owner_that_is_drained_before_it_starts_listens_like_everybody()
    {
        var test = new TestMachine(priority: 255);
        test.Handle(VrrpInput.Drain);

        test.Handle(VrrpInput.Startup);

        Assert.Equal(VrrpState.Backup, test.State);
        Assert.Equal(Timing.MasterDownInterval(1, Duration.FromSeconds(1)), test.Left);
    }

    [Fact]
    public void Fault_ends_a_drain_and_behind_it_the_router_is_still_drained()
    {
        var test = Draining();
        test.Handle(VrrpInput.FaultRaised(new Fault(FaultKind.CarrierLost)));
        Assert.Equal([0], test.Advertised);
        Assert.True(test.Machine.IsDrained);

        test.Handle(VrrpInput.FaultCleared(new Fault(FaultKind.CarrierLost)));

        Assert.Equal(VrrpState.Backup, test.State);
        Assert.Equal(1, test.Machine.Priority);
    }

    private static TestMachine Master(byte priority, int intervalMilliseconds = 1000)
    {
        var test = new TestMachine(TestMachine.Settings(priority, intervalMilliseconds));
        test.Handle(VrrpInput.Startup);
        if (test.State != VrrpState.Master)
        {
            test.WaitForDeadline();
        }

        Assert.Equal(VrrpState.Master, test.State);
        return test;
    }

    private static TestMachine Draining()
    {
        var test = Master(100);
        test.Handle(VrrpInput.Drain);
        return test;
    }

    private static TestMachine SaidFarewell()
    {
        var test = Draining();
        test.RunUntil(test.Elapsed + Patience);
        Assert.Equal(DrainStage.Farewell, test.Machine.DrainStage);
        return test;
    }
}
