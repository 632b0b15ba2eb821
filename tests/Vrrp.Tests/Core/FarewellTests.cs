using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>The last word of a Master that drains and that nobody beat in time.</summary>
public sealed class FarewellTests
{
    // Three intervals, the skew of priority 1 and another interval: 4 s + 255/256 s.
    private static readonly Duration Patience = new(4_996_093_750);

    // The skew of priority 1 and a quarter of the interval.
    private static readonly Duration FarewellTime = new(1_246_093_750);

    [Fact]
    public void Whom_nobody_beats_in_time_says_farewell_once_and_keeps_the_addresses_in_silence()
    {
        var test = TestMachine.Master();
        test.Handle(VrrpInput.Leave);
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
    public void Who_goes_on_behind_a_farewell_that_nobody_answers_keeps_the_addresses_and_tells_the_segment()
    {
        var test = SaidFarewell();
        test.RunUntil(test.Elapsed + FarewellTime - new Duration(1));
        Assert.Equal(DrainStage.Farewell, test.Machine.DrainStage);

        test.WaitForDeadline();

        Assert.Equal(
            [EffectKind.RenewAddresses, EffectKind.SendAdvertisement, EffectKind.Announce], test.Kinds);
        Assert.Equal([1], test.Advertised);
        Assert.Equal((VrrpState.Master, DrainStage.LastResort), (test.State, test.Machine.DrainStage));
    }

    [Fact]
    public void The_last_advertisement_before_a_farewell_is_almost_an_interval_old()
    {
        // Just behind it, it could overtake it on the way, and a Backup without Preempt would go on waiting.
        var test = TestMachine.Master();
        test.RunUntil(test.Elapsed + Duration.FromMilliseconds(400));
        test.Handle(VrrpInput.Drain);
        var start = test.Elapsed;

        var advertised = test.RunUntil(start + Patience)
            .Where(each => each.Effect.Kind == EffectKind.SendAdvertisement).Select(each => each.At).ToList();

        Assert.Equal(new Duration(996_093_750), advertised[^1] - advertised[^2]);
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
        Assert.Empty(test.Effects);
        test.EndLinger();

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
        Assert.Empty(test.Effects);
        test.EndLinger();

        Assert.Equal([EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
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

    private static TestMachine Draining()
    {
        var test = TestMachine.Master();
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
