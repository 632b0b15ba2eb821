using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>A sync group gives its addresses away as one.</summary>
public sealed class SyncGroupDrainTests
{
    [Fact]
    public void What_one_member_is_told_all_are()
    {
        var group = TestGroup.Master();

        group.Handle(1, VrrpInput.Drain);
        Assert.Equal([(1, 100), (1, 1), (0, 100), (0, 1)], group.Advertised);
        Assert.All(group.Members, member => Assert.True(member.IsDraining));

        group.Handle(0, VrrpInput.Undrain);
        Assert.Equal([(0, 100), (1, 100)], group.Advertised);
        Assert.All(group.Members, member => Assert.False(member.IsDraining));
    }

    [Fact]
    public void The_addresses_stay_until_every_member_is_beaten()
    {
        var group = TestGroup.Master();
        group.Handle(0, VrrpInput.Drain);
        group.Sleep(Duration.FromMilliseconds(600));

        group.Hear(1, 50, TestMachine.LowerAddress);
        Assert.Empty(group.Effects);
        Assert.Equal(DrainStage.Beaten, group.Members[1].DrainStage);
        group.Hear(0, 50, TestMachine.LowerAddress);

        Assert.Equal([(0, EffectKind.SendAdvertisement), (1, EffectKind.SendAdvertisement)], group.Kinds);
        Assert.Equal([(0, 1), (1, 1)], group.Advertised);
        var left = group.RunUntil(group.Elapsed + Duration.FromMilliseconds(50));
        Assert.Equal(
            [(0, TransitionReason.Drained), (1, TransitionReason.Drained)],
            left.Where(each => each.Effect.Kind == EffectKind.ReportTransition)
                .Select(each => (each.Member, each.Effect.Transition.Reason)));
    }

    [Fact]
    public void Nobody_says_farewell_before_the_most_patient_member_would()
    {
        // 100 ms beside 1 s: alone, the first would go 4 s before the second.
        var group = TestGroup.Master(intervalMilliseconds: 100);
        group.Handle(0, VrrpInput.Leave);
        group.Handle(1, VrrpInput.Leave);
        var start = group.Elapsed;

        var effects = group.RunUntil(start + Duration.FromSeconds(10));

        var farewells = effects
            .Where(each => each.Effect is { Kind: EffectKind.SendAdvertisement, Priority: 0 }).ToList();
        var patience = Timing.DrainTime(VrrpVersion.V3, Duration.FromSeconds(1));
        Assert.Equal([(start + patience, 0), (start + patience, 1)],
            farewells.Select(each => (each.At, each.Member)));
        var removed = effects.Where(each => each.Effect.Kind == EffectKind.RemoveAddresses).ToList();
        var silence = Timing.FarewellTime(VrrpVersion.V3, Duration.FromSeconds(1));
        Assert.Equal([(start + patience + silence, 0), (start + patience + silence, 1)],
            removed.Select(each => (each.At, each.Member)));
        Assert.DoesNotContain(effects, each => each.Effect.Transition.Reason == TransitionReason.WokeTooLate);
    }

    [Fact]
    public void When_nobody_relieves_any_member_all_stay_at_once_and_try_again_when_they_are_told()
    {
        var group = TestGroup.Master(intervalMilliseconds: 100);
        group.Handle(0, VrrpInput.Drain);
        var start = group.Elapsed;
        var end = start + Timing.DrainTime(VrrpVersion.V3, Duration.FromSeconds(1))
            + Timing.FarewellTime(VrrpVersion.V3, Duration.FromSeconds(1));

        var effects = group.RunUntil(end);

        Assert.DoesNotContain(effects, each => each.Effect.Kind == EffectKind.RemoveAddresses);
        Assert.Equal([(end, 0), (end, 1)],
            effects.Where(each => each.Effect.Kind == EffectKind.Announce).TakeLast(2)
                .Select(each => (each.At, each.Member)));
        Assert.All(group.Members, member => Assert.Equal(DrainStage.LastResort, member.DrainStage));
        group.Handle(1, VrrpInput.Drain);
        effects = group.RunUntil(end + Duration.FromSeconds(10));

        Assert.Equal([0, 1], effects.Where(each => each.Effect is { Kind: EffectKind.SendAdvertisement, Priority: 0 })
            .Select(each => each.Member).Order());
        Assert.Equal([VrrpState.Master, VrrpState.Master], group.States);
    }

    [Fact]
    public void A_last_resort_goes_as_one_when_the_last_member_is_beaten()
    {
        var group = TestGroup.Master();
        group.Handle(0, VrrpInput.Drain);
        group.RunUntil(group.Elapsed + Duration.FromSeconds(7));

        group.Hear(1, 50, TestMachine.LowerAddress);
        Assert.Equal([VrrpState.Master, VrrpState.Master], group.States);
        group.Hear(0, 50, TestMachine.LowerAddress);
        group.RunUntil(group.Elapsed + Duration.FromMilliseconds(50));

        Assert.Equal([VrrpState.Backup, VrrpState.Backup], group.States);
    }

    [Fact]
    public void Who_is_beaten_already_says_no_farewell()
    {
        var group = TestGroup.Master();
        group.Handle(0, VrrpInput.Drain);
        var start = group.Elapsed;
        group.Sleep(Duration.FromMilliseconds(600));
        group.Hear(1, 50, TestMachine.LowerAddress);

        var effects = group.RunUntil(start + Duration.FromSeconds(5));
        Assert.Equal([0], effects.Where(each => each.Effect is { Kind: EffectKind.SendAdvertisement, Priority: 0 })
            .Select(each => each.Member));
        group.Hear(0, 50, TestMachine.LowerAddress);
        var left = group.RunUntil(group.Elapsed + Duration.FromMilliseconds(50));

        Assert.Equal([VrrpState.Backup, VrrpState.Backup], group.States);
        Assert.Equal([TransitionReason.Drained, TransitionReason.Drained],
            left.Where(each => each.Effect.Kind == EffectKind.ReportTransition)
                .Select(each => each.Effect.Transition.Reason));
    }

    [Fact]
    public void A_fault_while_draining_ends_it_for_all()
    {
        var group = TestGroup.Master();
        group.Handle(0, VrrpInput.Drain);

        group.Handle(0, VrrpInput.FaultRaised(new Fault(FaultKind.CarrierLost)));

        Assert.Equal([VrrpState.Fault, VrrpState.Fault], group.States);
        Assert.All(group.Members, member => Assert.True(member.IsDrained));
    }
}
