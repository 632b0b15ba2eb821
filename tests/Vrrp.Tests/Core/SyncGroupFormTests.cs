using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>A new configuration makes a sync group of virtual routers that are giving their addresses away, each at
/// another stage: all end as one, and none keeps an address.</summary>
public sealed class SyncGroupFormTests
{
    private static readonly VrrpMachineSettings One = TestMachine.Settings();

    // Alone, the first would have taken its 50 ms of silence, and then left.
    [Fact]
    public void Who_lingers_waits_for_the_others_and_leaves_with_them()
    {
        var group = Draining();
        group.Hear(0, 150, TestMachine.HigherAddress);
        Assert.Equal([DrainStage.Lingering, DrainStage.Lowered], Stages(group));

        group.Form(One, One);
        var start = group.Elapsed;
        var effects = group.RunUntil(start + Timing.HandoverTime(VrrpVersion.V3, One.AdvertisementInterval));

        AssertDrained(group, effects);
    }

    [Fact]
    public void Who_has_said_farewell_waits_for_the_others_and_leaves_with_them()
    {
        var group = Draining(VrrpInput.Leave, intervalMilliseconds: 100);
        group.RunUntil(group.Elapsed + Timing.DrainTime(VrrpVersion.V3, Duration.FromMilliseconds(100)));
        Assert.Equal([DrainStage.Lowered, DrainStage.Farewell], Stages(group));

        group.Form(One, TestMachine.Settings(intervalMilliseconds: 100));
        var effects = group.RunUntil(
            group.Elapsed + Timing.HandoverTime(VrrpVersion.V3, One.AdvertisementInterval));

        AssertDrained(group, effects);
    }

    [Fact]
    public void A_last_resort_says_its_farewell_with_one_that_is_due_and_both_stay()
    {
        var group = Draining(VrrpInput.Drain, intervalMilliseconds: 100);
        group.RunUntil(group.Elapsed + Timing.HandoverTime(VrrpVersion.V3, Duration.FromMilliseconds(100)));
        Assert.Equal([DrainStage.Lowered, DrainStage.LastResort], Stages(group));

        group.Form(One, TestMachine.Settings(intervalMilliseconds: 100));
        var effects = group.RunUntil(
            group.Elapsed + Timing.HandoverTime(VrrpVersion.V3, One.AdvertisementInterval));

        Assert.Equal([DrainStage.LastResort, DrainStage.LastResort], Stages(group));
        Assert.DoesNotContain(effects, each => each.Effect.Kind == EffectKind.RemoveAddresses);
        Assert.Equal([0, 1], effects.Where(each => each.Effect is { Kind: EffectKind.SendAdvertisement, Priority: 0 })
            .Select(each => each.Member).Order());
    }

    [Fact]
    public void Where_one_has_left_already_the_others_follow_at_once()
    {
        var group = Draining();
        group.Hear(0, 150, TestMachine.HigherAddress);
        group.RunUntil(group.Elapsed + Duration.FromMilliseconds(50));
        Assert.Equal([VrrpState.Backup, VrrpState.Master], group.States);

        group.Form(One, One);

        Assert.Equal([VrrpState.Backup, VrrpState.Backup], group.States);
        Assert.Contains((1, (byte)0), group.Advertised);
    }

    private static IEnumerable<DrainStage> Stages(TestGroup group) =>
        group.Members.Select(member => member.DrainStage);

    private static TestGroup Draining() => Draining(VrrpInput.Drain);

    private static TestGroup Draining(VrrpInput order, int intervalMilliseconds = 1000)
    {
        var group = TestGroup.Of(One, TestMachine.Settings(intervalMilliseconds: intervalMilliseconds));
        group.RunUntil(Duration.FromSeconds(4));
        Assert.Equal([VrrpState.Master, VrrpState.Master], group.States);
        group.Handle(0, order);
        group.Handle(1, order);
        return group;
    }

    private static void AssertDrained(TestGroup group, List<(Duration At, int Member, Effect Effect)> effects)
    {
        Assert.Equal([VrrpState.Backup, VrrpState.Backup], group.States);
        var left = effects.Where(each => each.Effect.Kind == EffectKind.ReportTransition).ToList();
        Assert.Equal([TransitionReason.Drained, TransitionReason.Drained],
            left.Select(each => each.Effect.Transition.Reason));
        Assert.Equal(left[0].At, left[1].At);
    }
}
