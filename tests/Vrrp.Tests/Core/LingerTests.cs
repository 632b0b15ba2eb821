using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>A Master that drains and has heard its successor keeps the addresses a moment longer, in silence: requests
/// under way get their answers out.</summary>
public sealed class LingerTests
{
    [Theory]
    [InlineData(10, 10)]
    [InlineData(40, 40)]
    [InlineData(100, 50)]
    [InlineData(1_000, 50)]
    [InlineData(40_950, 50)]
    public void It_lasts_50_ms_and_at_most_an_interval(int intervalMilliseconds, int milliseconds)
    {
        var test = Beaten(intervalMilliseconds);

        Assert.Equal([EffectKind.SendAdvertisement], test.Kinds);
        Assert.Equal(DrainStage.Lingering, test.Machine.DrainStage);
        Assert.False(test.Machine.IsDrained);
        var left = test.RunUntil(test.Elapsed + Duration.FromMilliseconds(milliseconds));

        Assert.Equal(
            [EffectKind.RemoveAddresses, EffectKind.ReportTransition],
            left.Select(each => each.Effect.Kind).Where(kind => kind != EffectKind.RenewAddresses));
        Assert.Equal(
            new(VrrpState.Master, VrrpState.Backup, TransitionReason.Drained, TestMachine.LowerAddress, 50),
            left[^1].Effect.Transition);
        Assert.Equal(test.Elapsed, left[^1].At);
        Assert.True(test.Machine.IsDrained);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1_000)]
    public void It_is_over_before_the_successor_announces_itself_again(int intervalMilliseconds)
    {
        var again = AnnouncementSchedule.Default.Offsets.First(offset => offset > Duration.Zero);

        Assert.True(Timing.LingerTime(Duration.FromMilliseconds(intervalMilliseconds)) < again);
    }

    [Fact]
    public void Nobody_is_answered_meanwhile()
    {
        var test = Beaten();
        test.Sleep(Duration.FromMilliseconds(10));
        foreach (var input in new[]
        {
            VrrpInput.Advertisement(50, Duration.FromSeconds(1), TestMachine.LowerAddress),
            VrrpInput.Advertisement(1, Duration.FromSeconds(1), TestMachine.LowerAddress),
            VrrpInput.Advertisement(0, Duration.FromSeconds(1), TestMachine.HigherAddress),
            VrrpInput.AddressClaimed,
        })
        {
            test.Handle(input);

            Assert.Empty(test.Effects);
        }

        Assert.Equal(Duration.FromMilliseconds(40), test.Left);
    }

    [Fact]
    public void When_the_successor_resigns_meanwhile_the_addresses_stay_and_the_drain_begins_anew()
    {
        var test = Beaten();
        test.Sleep(Duration.FromMilliseconds(10));

        test.Hear(0, TestMachine.LowerAddress);

        Assert.Equal(
            [EffectKind.RenewAddresses, EffectKind.SendAdvertisement, EffectKind.Announce], test.Kinds);
        Assert.Equal([1], test.Advertised);
        Assert.Equal(DrainStage.Lowered, test.Machine.DrainStage);
        var later = test.RunUntil(test.Elapsed + Duration.FromSeconds(4));
        Assert.DoesNotContain(later, each => each.Effect.Kind == EffectKind.RemoveAddresses);
    }

    [Fact]
    public void A_successor_that_dies_meanwhile_is_waited_for_like_every_master()
    {
        var test = Beaten();

        test.WaitForDeadline();

        Assert.Equal(VrrpState.Backup, test.State);
        Assert.Equal(Timing.MasterDownInterval(1, Duration.FromSeconds(1)), test.Left);
    }

    [Fact]
    public void Undrain_takes_the_addresses_back_and_tells_the_segment()
    {
        var test = Beaten();
        test.Sleep(Duration.FromMilliseconds(10));

        test.Handle(VrrpInput.Undrain);

        Assert.Equal(
            [EffectKind.RenewAddresses, EffectKind.SendAdvertisement, EffectKind.Announce], test.Kinds);
        Assert.Equal([100], test.Advertised);
        Assert.Equal(DrainStage.None, test.Machine.DrainStage);
    }

    [Fact]
    public void Shutdown_or_a_fault_meanwhile_ends_it_at_once_and_says_no_farewell()
    {
        // A third router would count down for addresses whose Master is well.
        foreach (var end in new[] { VrrpInput.Shutdown, VrrpInput.FaultRaised(new Fault(FaultKind.CarrierLost)) })
        {
            var test = Beaten();

            test.Handle(end);

            Assert.Equal([EffectKind.RemoveAddresses, EffectKind.ReportTransition], test.Kinds);
        }
    }

    [Fact]
    public void An_address_that_is_lost_meanwhile_is_put_back_but_not_announced()
    {
        var test = Beaten();

        test.Handle(VrrpInput.AddressLost);

        Assert.Equal([EffectKind.AddAddresses, EffectKind.ReportAddressesRestored], test.Kinds);
    }

    [Fact]
    public void A_sync_group_lingers_as_one()
    {
        var group = Lingering();

        Assert.All(group.Members, member => Assert.Equal(DrainStage.Lingering, member.DrainStage));
        var left = group.RunUntil(group.Elapsed + Duration.FromMilliseconds(50));

        Assert.Equal(
            [(0, EffectKind.RemoveAddresses), (0, EffectKind.ReportTransition), (1, EffectKind.RemoveAddresses),
                (1, EffectKind.ReportTransition)],
            left.Select(each => (each.Member, each.Effect.Kind)));
    }

    [Fact]
    public void In_a_sync_group_the_first_waits_for_the_last()
    {
        var group = Lingering(secondIntervalMilliseconds: 10);
        var start = group.Elapsed;

        var left = group.RunUntil(start + Duration.FromMilliseconds(50))
            .Where(each => each.Effect.Kind == EffectKind.ReportTransition).ToList();

        var end = start + Duration.FromMilliseconds(50);
        Assert.Equal(
            [(0, end, TransitionReason.Drained), (1, end, TransitionReason.Drained)],
            left.Select(each => (each.Member, each.At, each.Effect.Transition.Reason)));
    }

    [Fact]
    public void A_sync_group_that_is_undrained_meanwhile_stays_master_as_one()
    {
        var group = Lingering();
        group.Sleep(Duration.FromMilliseconds(10));

        group.Handle(1, VrrpInput.Undrain);

        Assert.Equal([VrrpState.Master, VrrpState.Master], group.States);
        Assert.Equal([(1, 100), (0, 100)], group.Advertised);
    }

    [Fact]
    public void A_fault_of_one_member_meanwhile_ends_it_for_all()
    {
        var group = Lingering();

        group.Handle(0, VrrpInput.FaultRaised(new Fault(FaultKind.CarrierLost)));

        Assert.Equal([VrrpState.Fault, VrrpState.Fault], group.States);
        Assert.Empty(group.Advertised);
    }

    private static TestMachine Beaten(int intervalMilliseconds = 1000)
    {
        var test = TestMachine.Master(intervalMilliseconds: intervalMilliseconds);
        test.Handle(VrrpInput.Drain);
        test.RunUntil(test.Elapsed + Timing.CrossingTime(Duration.FromMilliseconds(intervalMilliseconds)));
        test.Hear(50, TestMachine.LowerAddress);
        return test;
    }

    private static TestGroup Lingering(int secondIntervalMilliseconds = 1000)
    {
        var group = TestGroup.Master(secondIntervalMilliseconds);
        group.Handle(0, VrrpInput.Drain);
        group.RunUntil(group.Elapsed + Duration.FromMilliseconds(600));
        group.Hear(0, 50, TestMachine.LowerAddress);
        group.Hear(1, 50, TestMachine.LowerAddress);
        return group;
    }
}
