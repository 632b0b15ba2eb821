using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>All Master, or none.</summary>
public sealed class SyncGroupTests
{
    private static readonly Fault CarrierLost = new(FaultKind.CarrierLost);

    [Fact]
    public void All_take_over_at_once_when_the_last_one_is_ready()
    {
        var group = TestGroup.Backup();
        group.RunUntil(Duration.FromSeconds(1));
        group.Hear(1, 200, TestMachine.HigherAddress);

        var effects = group.RunUntil(Duration.FromMilliseconds(4_609));
        Assert.Empty(effects);
        Assert.True(group.Members[0].IsReady);
        Assert.False(group.Members[1].IsReady);
        effects = group.RunUntil(Duration.FromMilliseconds(4_610));

        Assert.Equal(
            [
                (0, EffectKind.AddAddresses), (0, EffectKind.SendAdvertisement), (0, EffectKind.Announce),
                (0, EffectKind.ReportTransition),
                (1, EffectKind.AddAddresses), (1, EffectKind.SendAdvertisement), (1, EffectKind.Announce),
                (1, EffectKind.ReportTransition),
            ],
            effects.Select(each => (each.Member, each.Effect.Kind)));
    }

    [Fact]
    public void A_member_that_is_ready_waits_an_interval_and_its_skew_and_asks_again()
    {
        var group = TestGroup.Backup();
        group.Sleep(Duration.FromSeconds(3));
        group.Hear(1, 200, TestMachine.HigherAddress);

        group.RunUntil(Duration.FromMilliseconds(3_610));

        var asked = Duration.FromSeconds(3) + Timing.SkewTime(100, Duration.FromSeconds(1));
        Assert.Equal(
            asked + Duration.FromSeconds(1) + Timing.SkewTime(100, Duration.FromSeconds(1)),
            group.Members[0].NextTimeout - new Instant(5_000_000_000_000));
    }

    [Fact]
    public void A_member_that_hears_a_better_master_is_not_ready_any_more()
    {
        var group = TestGroup.Backup();
        group.Sleep(Duration.FromSeconds(2));
        group.Hear(1, 200, TestMachine.HigherAddress);
        group.RunUntil(Duration.FromSeconds(4));

        group.Hear(0, 200, TestMachine.HigherAddress);
        group.RunUntil(Duration.FromMilliseconds(7_500));

        Assert.Equal([VrrpState.Backup, VrrpState.Backup], group.States);
        group.RunUntil(Duration.FromMilliseconds(7_610));
        Assert.Equal([VrrpState.Master, VrrpState.Master], group.States);
    }

    [Fact]
    public void A_member_that_yields_takes_all_others_with_it()
    {
        var group = TestGroup.Master();

        group.Hear(1, 200, TestMachine.HigherAddress);

        Assert.Equal(
            [
                (1, EffectKind.SendAdvertisement), (1, EffectKind.RemoveAddresses), (1, EffectKind.ReportTransition),
                (0, EffectKind.SendAdvertisement), (0, EffectKind.RemoveAddresses), (0, EffectKind.ReportTransition),
            ],
            group.Kinds);
        Assert.Equal([(1, 100), (0, 0)], group.Advertised);
        Assert.Equal(
            [(1, TransitionReason.HigherPriorityHeard), (0, TransitionReason.SyncGroup)], group.Reasons);
        Assert.Equal([VrrpState.Backup, VrrpState.Backup], group.States);
    }

    [Fact]
    public void A_fault_of_a_member_is_a_fault_of_all()
    {
        var group = TestGroup.Master();

        group.Handle(1, VrrpInput.FaultRaised(CarrierLost));

        Assert.Equal([(1, 0), (0, 0)], group.Advertised);
        Assert.Equal([(1, TransitionReason.FaultRaised), (0, TransitionReason.FaultRaised)], group.Reasons);
        Assert.Equal(
            [new Fault(FaultKind.GroupMemberDown, 1)], group.Members[0].Faults.ToImmutableArray());
        Assert.Equal([CarrierLost], group.Members[1].Faults.ToImmutableArray());
    }

    [Fact]
    public void All_leave_Fault_with_the_last_fault_of_any()
    {
        var group = TestGroup.Master();
        group.Handle(1, VrrpInput.FaultRaised(CarrierLost));
        group.Handle(0, VrrpInput.FaultRaised(CarrierLost));

        group.Handle(1, VrrpInput.FaultCleared(CarrierLost));
        Assert.Equal([VrrpState.Fault, VrrpState.Fault], group.States);
        group.Handle(0, VrrpInput.FaultCleared(CarrierLost));

        Assert.Equal([VrrpState.Backup, VrrpState.Backup], group.States);
        Assert.All(group.Members, member => Assert.True(member.Faults.IsEmpty));
    }

    [Fact]
    public void A_member_that_starts_with_a_fault_keeps_the_others_out()
    {
        var group = new TestGroup(TestMachine.Settings(), TestMachine.Settings(priority: 255));
        group.Handle(0, VrrpInput.FaultRaised(CarrierLost));

        group.StartAll();

        Assert.Equal([VrrpState.Fault, VrrpState.Fault], group.States);
    }

    [Fact]
    public void A_member_whose_addresses_are_refused_takes_back_those_who_took_over_before()
    {
        var group = TestGroup.Backup();
        group.RunUntil(Duration.FromMilliseconds(3_610));
        Assert.Equal([VrrpState.Master, VrrpState.Master], group.States);

        group.Handle(1, VrrpInput.FaultRaised(new Fault(FaultKind.AddressRefused)));

        Assert.Equal([(0, (byte)0)], group.Advertised);
        Assert.Equal([VrrpState.Fault, VrrpState.Fault], group.States);
    }

    [Fact]
    public void Owners_start_together_and_at_once()
    {
        var group = new TestGroup(TestMachine.Settings(priority: 255), TestMachine.Settings(priority: 255));
        group.StartAll();

        group.RunUntil(Duration.Zero);

        Assert.Equal([VrrpState.Master, VrrpState.Master], group.States);
        Assert.All(group.Members, member => Assert.Equal(TransitionReason.AddressOwner, member.Reason));
    }

    [Fact]
    public void A_member_that_is_shut_down_takes_the_others_with_it()
    {
        var group = TestGroup.Master();

        group.Handle(0, VrrpInput.Shutdown);

        Assert.Equal([VrrpState.Initialize, VrrpState.Backup], group.States);
        Assert.Equal([(0, 0), (1, 0)], group.Advertised);
        group.RunUntil(Duration.FromSeconds(60));
        Assert.Equal([VrrpState.Initialize, VrrpState.Backup], group.States);
    }

    [Fact]
    public void A_group_that_slept_steps_down_as_one()
    {
        var group = TestGroup.Master();
        group.Sleep(Duration.FromSeconds(10));

        group.Handle(0, VrrpInput.Tick);

        Assert.Equal([(0, TransitionReason.WokeTooLate), (1, TransitionReason.WokeTooLate)], group.Reasons);
        Assert.Empty(group.Advertised);
    }

    [Fact]
    public void A_word_of_the_group_means_nothing_to_who_is_elsewhere()
    {
        foreach (var kind in Enum.GetValues<VrrpInputKind>().Where(kind => kind >= VrrpInputKind.GroupTakeOver))
        {
            // A Backup that has just begun is where a new member joins.
            var listening = TestMachine.Backup();
            listening.Handle(VrrpInput.FaultRaised(CarrierLost));
            listening.Handle(VrrpInput.FaultCleared(CarrierLost));
            foreach (var test in new[] { new TestMachine(), listening })
            {
                test.Handle(VrrpInput.OfGroup(kind));
                Assert.Empty(test.Effects);
            }
        }
    }
}
