using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>Make before break: a Master that drains keeps the addresses until its successor has them.</summary>
public sealed class DrainTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(255)]
    public void A_master_lowers_its_priority_at_once_and_keeps_the_addresses(byte priority)
    {
        var test = Master(priority);

        test.Handle(VrrpInput.Drain);

        Assert.Equal(
            [
                new(EffectKind.SendAdvertisement, Priority: priority),
                new(EffectKind.RenewAddresses),
                new(EffectKind.SendAdvertisement, Priority: 1),
            ],
            test.Effects);
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
    public void A_master_that_is_beaten_says_so_and_yields_a_moment_later()
    {
        var test = Draining();
        test.Sleep(Duration.FromMilliseconds(700));

        test.Hear(50, TestMachine.LowerAddress);
        Assert.Equal([EffectKind.SendAdvertisement], test.Kinds);
        Assert.Equal([1], test.Advertised);
        test.WaitForDeadline();

        Assert.Equal([EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(
            new(VrrpState.Master, VrrpState.Backup, TransitionReason.Drained, TestMachine.LowerAddress, 50),
            test.Transition);
        Assert.True(test.Machine.IsDrained);
        Assert.Equal(DrainStage.None, test.Machine.DrainStage);
    }

    [Theory]
    [InlineData(99, 499, false)] // its own answer may be on the way, or its resignation
    [InlineData(99, 500, true)]
    [InlineData(101, 1, true)]
    public void A_rival_that_lost_to_the_former_priority_counts_when_it_has_heard_the_new_one(
        byte priority, int afterMilliseconds, bool yields)
    {
        var test = Draining();
        test.Sleep(Duration.FromMilliseconds(afterMilliseconds));

        test.Hear(priority, TestMachine.LowerAddress);

        Assert.Equal(yields, test.Machine.DrainStage == DrainStage.Lingering);
        Assert.Equal(yields, test.Effects.Count > 0);
    }

    [Theory]
    [InlineData(10, 49_960_938, 12_460_937)]
    [InlineData(1_000, 4_996_093_750, 1_246_093_750)]
    [InlineData(12_000, 59_953_125_000, 14_953_125_000)]
    [InlineData(40_950, 60_000_000_000, 15_000_000_000)]
    public void A_drain_ends_in_any_case(int intervalMilliseconds, long patience, long farewell)
    {
        foreach (var order in new[] { VrrpInput.Drain, VrrpInput.Leave })
        {
            var test = Master(100, intervalMilliseconds);
            test.Handle(order);
            var start = test.Elapsed;

            var end = test.RunUntil(start + new Duration(patience + farewell + 2));

            var said = end.Single(each => each.Effect is { Kind: EffectKind.SendAdvertisement, Priority: 0 }).At;
            Assert.InRange((said - start).Nanoseconds, patience - 1, patience + 1);
            Assert.Equal(order == VrrpInput.Leave, test.Machine.IsDrained);
            Assert.Equal(order == VrrpInput.Leave ? 0 : 1, test.Machine.UnrelievedDrains);
        }
    }

    [Fact]
    public void Whom_nobody_relieves_serves_as_the_last_resort_until_anybody_beats_it()
    {
        var test = Unrelieved();

        var effects = test.RunUntil(test.Elapsed + Duration.FromSeconds(60)).Select(each => each.Effect).ToList();
        Assert.Equal(DrainStage.LastResort, test.Machine.DrainStage);
        Assert.DoesNotContain(effects, effect => effect.Kind == EffectKind.RemoveAddresses);
        Assert.All(
            effects.Where(effect => effect.Kind == EffectKind.SendAdvertisement),
            effect => Assert.Equal(1, effect.Priority));
        test.Hear(2, TestMachine.LowerAddress);
        test.EndLinger();

        Assert.Equal([EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        Assert.Equal(TransitionReason.Drained, test.Transition.Reason);
    }

    // Somebody without Preempt, of another make, has come meanwhile: it waits for a farewell.
    [Fact]
    public void A_second_drain_of_a_last_resort_tries_again()
    {
        var test = Unrelieved();
        test.Handle(VrrpInput.Drain);
        var start = test.Elapsed;
        Assert.Equal(DrainStage.Lowered, test.Machine.DrainStage);

        var effects = test.RunUntil(start + Duration.FromSeconds(10)).Select(each => each.Effect).ToList();

        Assert.Single(effects, effect => effect is { Kind: EffectKind.SendAdvertisement, Priority: 0 });
        Assert.DoesNotContain(effects, effect => effect.Kind == EffectKind.RemoveAddresses);
        Assert.Equal((DrainStage.LastResort, 2L), (test.Machine.DrainStage, test.Machine.UnrelievedDrains));
    }

    [Fact]
    public void A_last_resort_that_ends_says_farewell_and_lets_go_in_the_end()
    {
        var test = Unrelieved();
        test.Handle(VrrpInput.Leave);

        var effects = test.RunUntil(test.Elapsed + Duration.FromSeconds(7));

        Assert.Single(effects, each => each.Effect is { Kind: EffectKind.SendAdvertisement, Priority: 0 });
        Assert.Equal(TransitionReason.Drained, test.Machine.Reason);
        Assert.True(test.Machine.IsDrained);
    }

    [Fact]
    public void Without_peers_a_drain_is_over_at_once_and_the_addresses_stay()
    {
        var test = TestMachine.Master(TestMachine.Settings() with { HasPeers = false });

        test.Handle(VrrpInput.Drain);

        Assert.Equal([EffectKind.RenewAddresses, EffectKind.SendAdvertisement], test.Kinds);
        Assert.Equal((VrrpState.Master, 1L), (test.State, test.Machine.UnrelievedDrains));
    }

    [Fact]
    public void Without_peers_there_is_nobody_to_wait_for()
    {
        var test = TestMachine.Master(TestMachine.Settings() with { HasPeers = false });

        test.Handle(VrrpInput.Leave);

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
        test.WaitForDeadline();
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

    private static TestMachine Unrelieved()
    {
        var test = Draining();
        test.RunUntil(test.Elapsed + Duration.FromSeconds(7));
        Assert.Equal((VrrpState.Master, DrainStage.LastResort), (test.State, test.Machine.DrainStage));
        return test;
    }

    private static TestMachine Draining()
    {
        var test = Master(100);
        test.Handle(VrrpInput.Drain);
        return test;
    }
}
