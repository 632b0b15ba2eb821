using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>A drain that is called off.</summary>
public sealed class UndrainTests
{
    [Fact]
    public void A_master_raises_its_priority_at_once()
    {
        var test = TestMachine.Master();
        test.Handle(VrrpInput.Drain);
        test.Sleep(Duration.FromMilliseconds(50));

        test.Handle(VrrpInput.Undrain);

        Assert.Equal([EffectKind.RenewAddresses, EffectKind.SendAdvertisement], test.Kinds);
        Assert.Equal([100], test.Advertised);
        Assert.False(test.Machine.IsDraining);
        Assert.Equal(DrainStage.None, test.Machine.DrainStage);
        var later = test.RunUntil(test.Elapsed + Duration.FromSeconds(20));
        Assert.DoesNotContain(later, each => each.Effect.Kind == EffectKind.RemoveAddresses);
    }

    [Fact]
    public void Behind_the_farewell_the_segment_is_told_too()
    {
        var test = TestMachine.Master();
        test.Handle(VrrpInput.Drain);
        test.RunUntil(test.Elapsed + new Duration(4_996_093_750));
        Assert.Equal(DrainStage.Farewell, test.Machine.DrainStage);

        test.Handle(VrrpInput.Undrain);

        Assert.Equal(
            [EffectKind.RenewAddresses, EffectKind.SendAdvertisement, EffectKind.Announce], test.Kinds);
        var announced = test.RunUntil(test.Elapsed + Duration.FromSeconds(6))
            .Count(each => each.Effect.Kind == EffectKind.Announce);
        Assert.Equal(5, announced);
    }

    [Fact]
    public void A_priority_that_changed_meanwhile_was_remembered()
    {
        var test = TestMachine.Master();
        test.Handle(VrrpInput.Drain);
        test.Handle(VrrpInput.PriorityChanged(180));
        Assert.Equal(1, test.Machine.Priority);

        test.Handle(VrrpInput.Undrain);

        Assert.Equal([180], test.Advertised);
    }

    [Fact]
    public void A_backup_recomputes_its_timer_and_preempts_again()
    {
        var test = TestMachine.Backup();
        test.Handle(VrrpInput.Drain);
        test.Sleep(Duration.FromSeconds(1));

        test.Handle(VrrpInput.Undrain);

        Assert.Equal(new Duration(2_609_375_000), test.Left);
        test.Hear(99, TestMachine.LowerAddress);
        test.WaitForDeadline();
        Assert.Equal(TransitionReason.LowerPriorityPreempted, test.Transition.Reason);
    }

    [Fact]
    public void Undrain_without_a_drain_changes_nothing()
    {
        var test = TestMachine.Master();
        test.Sleep(Duration.FromMilliseconds(50));
        var deadline = test.Machine.NextTimeout;

        test.Handle(VrrpInput.Undrain);

        Assert.Empty(test.Effects);
        Assert.Equal(deadline, test.Machine.NextTimeout);
    }
}
