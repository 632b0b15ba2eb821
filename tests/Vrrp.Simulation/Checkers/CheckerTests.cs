using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Vrrp.Simulation.World;
using static Vrrp.Simulation.Checkers.History;

namespace Vrrp.Simulation.Checkers;

/// <summary>Each checker against the shortest history that it must not let pass, and its lawful neighbour.</summary>
public sealed class CheckerTests
{
    private static readonly Duration OneSecond = Duration.FromSeconds(1);
    private static readonly NodeView Master = Node(VrrpState.Master);
    private static readonly NodeView Backup = Node(VrrpState.Backup);

    [Fact]
    public void A_backup_with_an_address_is_refused()
    {
        var checker = new AddressChecker(2, OneSecond);

        checker.Look(At(1, Master, Backup));
        Refuses(() => checker.Look(At(1, Master, Backup with { AddressCount = 1 })));
    }

    [Theory]
    [InlineData(ProcessState.Frozen)]
    [InlineData(ProcessState.Crashed)]
    internal void An_address_behind_its_lease_is_refused(ProcessState process)
    {
        var checker = new AddressChecker(2, OneSecond);

        checker.Look(At(1, Node(VrrpState.Master, process)));
        Refuses(() => checker.Look(At(1.001, Node(VrrpState.Master, process))));
    }

    [Fact]
    public void An_address_behind_a_clean_stop_is_refused() =>
        Refuses(() => new AddressChecker(2, OneSecond).Look(At(0, Node(VrrpState.Master, ProcessState.Stopped))));

    [Fact]
    public void A_master_without_an_address_for_longer_than_an_instant_is_refused()
    {
        var checker = new AddressChecker(2, OneSecond);

        checker.Look(At(1, Master with { AddressCount = 0 }));
        Refuses(() => checker.Look(At(1.001, Master with { AddressCount = 0 })));
    }

    [Fact]
    public void A_long_freeze_with_an_address_is_refused()
    {
        var checker = new FreezeChecker(OneSecond);

        checker.Look(At(1, Node(VrrpState.Master, ProcessState.Frozen)));
        Refuses(() => checker.Look(At(1.001, Node(VrrpState.Master, ProcessState.Frozen))));
    }

    [Fact]
    public void A_master_with_an_address_of_an_older_configuration_is_refused()
    {
        var checker = new AddressChecker(2, OneSecond);

        checker.Look(At(1, Master with { AddressCount = 2 }));
        Refuses(() => checker.Look(At(1.001, Master with { AddressCount = 2 })));
    }

    [Fact]
    public void An_advertisement_without_the_addresses_is_refused()
    {
        var checker = new VoiceChecker();

        checker.Advertised(0, priority: 100, held: 2, wanted: 2);
        checker.Advertised(0, priority: 0, held: 0, wanted: 2);
        Refuses(() => checker.Advertised(0, priority: 1, held: 1, wanted: 2));
    }

    [Fact]
    public void A_takeover_without_an_address_to_say_so_from_is_refused()
    {
        var takeover = Change(VrrpState.Backup, VrrpState.Master, TransitionReason.MasterSilent);
        var checker = new VoiceChecker();

        checker.Hear(At(1, Master), 0, takeover);
        Refuses(() => checker.Hear(At(1, Master with { HasSource = false }), 0, takeover));
    }

    [Fact]
    public void A_first_takeover_without_a_question_is_refused()
    {
        var takeover = Change(VrrpState.Backup, VrrpState.Master, TransitionReason.MasterSilent);
        ProbeChecker checker = new(isExpected: true), other = new(isExpected: true);

        checker.Hear(At(5, Master), 0, takeover with { Priority = 255 });
        checker.Restarted(0);
        new ProbeChecker(isExpected: false).Hear(At(5, Master), 0, takeover);
        checker.Hear(At(5, Master with { HasHeard = true }), 0, takeover);
        checker.Restarted(0);
        checker.Hear(At(5, Master with { ProbedAt = Instant(4.8) }), 0, takeover);
        checker.Hear(At(9, Master), 0, takeover);
        checker.Restarted(0);
        Refuses(() => checker.Hear(At(15, Master with { ProbedAt = Instant(14.9) }), 0, takeover));
        Refuses(() => other.Hear(At(5, Master), 0, takeover));
    }

    [Fact]
    public void A_lost_event_is_refused() =>
        Refuses(() => new EventLossChecker().Look(At(1, Master with { LostEvents = 1 })));

    [Fact]
    public void Two_masters_for_long_are_refused_in_calm_times_only()
    {
        var checker = new SingleMasterChecker(OneSecond, Duration.FromMilliseconds(40), OneSecond);

        checker.Look(RoughAt(1, Master, Master));
        checker.Look(RoughAt(9, Master, Master));
        checker.Look(At(10, Master, Master));
        checker.Look(At(10.040, Master, Master));
        Refuses(() => checker.Look(At(10.041, Master, Backup)));
    }

    [Fact]
    public void Two_masters_of_which_one_has_another_priority_elect_anew()
    {
        var checker = new SingleMasterChecker(OneSecond, Duration.Zero, Duration.FromMilliseconds(40));

        checker.Look(At(10, Master, Master));
        checker.Hear(At(10.03, Master, Master), 0, new() { Kind = VrrpEventKind.PriorityChanged });
        checker.Look(At(10.07, Master, Master));
        Refuses(() => checker.Look(At(10.071, Master, Backup)));
    }

    [Fact]
    public void Two_masters_of_which_one_calls_its_drain_off_elect_anew()
    {
        var checker = new SingleMasterChecker(OneSecond, OneSecond, Duration.FromMilliseconds(40));
        var lingering = Master with { DrainStage = DrainStage.Lingering };

        checker.Look(At(10, lingering, Master));
        checker.Look(At(10.03, Master, Master));
        checker.Look(At(10.07, Master, Master));
        Refuses(() => checker.Look(At(10.071, Master, Backup)));
    }

    [Theory]
    [InlineData(VrrpState.Initialize, VrrpState.Master, TransitionReason.Startup)]
    [InlineData(VrrpState.Initialize, VrrpState.Backup, TransitionReason.None)]
    [InlineData(VrrpState.Backup, VrrpState.Master, TransitionReason.MasterSilent)]
    public void An_edge_that_is_none_or_begins_elsewhere_is_refused(
        VrrpState from, VrrpState to, TransitionReason reason) =>
        Refuses(() => new TransitionChecker(2).Hear(At(1, Backup), 0, Change(from, to, reason)));

    [Fact]
    public void A_state_that_no_event_told_is_refused() =>
        Refuses(() => new TransitionChecker(2).Look(At(1, Backup)));

    [Fact]
    public void A_takeover_from_a_healthy_master_is_refused()
    {
        var takeover = Change(VrrpState.Backup, VrrpState.Master, TransitionReason.MasterSilent);
        var checker = new TakeoverChecker(OneSecond);

        checker.Hear(RoughAt(2, Master, Backup), 1, takeover);
        checker.Hear(At(2, Backup, Backup), 1, takeover);
        Refuses(() => checker.Hear(At(2, Master, Backup), 1, takeover));
    }

    [Fact]
    public void A_takeover_behind_a_farewell_that_nobody_said_is_refused()
    {
        var gone = Change(VrrpState.Master, VrrpState.Initialize, TransitionReason.Shutdown);
        var takeover = Change(VrrpState.Backup, VrrpState.Master, TransitionReason.MasterResigned);
        var checker = new TakeoverChecker(OneSecond);

        checker.Hear(At(2, Master, Backup, Backup), 2, gone);
        checker.Hear(At(2.5, Master, Backup, Backup), 1, takeover);
        Refuses(() => checker.Hear(At(3, Master, Backup, Backup), 1, takeover));
    }

    [Theory]
    [InlineData(true, 100, 100)]
    [InlineData(false, 200, 100)]
    public void A_preemption_that_may_not_be_is_refused(bool preempt, byte priority, byte peerPriority)
    {
        var takeover = Change(VrrpState.Backup, VrrpState.Master, TransitionReason.LowerPriorityPreempted)
            with { Priority = priority, PeerPriority = peerPriority };

        Refuses(() => new TakeoverChecker(OneSecond)
            .Hear(At(2, Master, Backup with { Preempt = preempt }), 1, takeover));
    }

    [Fact]
    public void A_takeover_by_an_owner_that_owns_nothing_is_refused()
    {
        var takeover = Change(VrrpState.Backup, VrrpState.Master, TransitionReason.AddressOwner);
        var checker = new TakeoverChecker(OneSecond);

        checker.Hear(At(2, Master, Backup), 1, takeover with { Priority = 255 });
        Refuses(() => checker.Hear(At(2, Backup, Backup), 1, takeover with { Priority = 254 }));
    }

    [Fact]
    public void A_drain_into_nothing_is_refused_in_calm_times_with_a_living_peer_only()
    {
        var drained = Change(VrrpState.Master, VrrpState.Backup, TransitionReason.Drained);
        var checker = new DrainChecker(OneSecond);

        checker.Look(At(0.9, Master, Backup));
        checker.Hear(RoughAt(2, Backup, Backup), 0, drained);
        checker.Hear(At(2, Backup, Master), 0, drained);
        checker.Hear(At(2, Backup, Node(VrrpState.Fault)), 0, drained);
        checker.Hear(At(2, Backup, Node(VrrpState.Backup, ProcessState.Crashed)), 0, drained);
        checker.Hear(At(2, Backup, Backup with { ProcessSince = Instant(1.5) }), 0, drained);
        checker.Hear(At(1.8, Backup, Backup), 0, drained);
        Refuses(() => checker.Hear(At(2, Backup, Backup), 0, drained));
        Refuses(() => checker.Hear(At(2, Backup, Master with { AddressCount = 0 }), 0, drained));
    }

    [Fact]
    public void A_drain_into_nothing_without_a_peer_is_refused_but_for_one_that_ends()
    {
        var drained = Change(VrrpState.Master, VrrpState.Backup, TransitionReason.Drained);
        var checker = new DrainChecker(OneSecond);
        var ill = Node(VrrpState.Fault);

        checker.Look(At(0.9, Master, ill));
        checker.Hear(At(1.8, Backup, ill), 0, drained);
        checker.Hear(At(2, Backup with { IsLeaving = true }, ill), 0, drained);
        Refuses(() => checker.Hear(At(2, Backup, ill), 0, drained));
        Refuses(() => checker.Hear(At(2, Backup), 0, drained));
    }

    [Fact]
    public void A_stop_in_the_place_of_a_drain_is_refused()
    {
        var stop = Change(VrrpState.Master, VrrpState.Initialize, TransitionReason.Shutdown);
        var checker = new DrainChecker(OneSecond);

        checker.Look(At(0.9, Master, Backup));
        checker.Hear(At(2, Node(VrrpState.Initialize, ProcessState.Stopped), Backup), 0, stop);
        Refuses(() => checker.Hear(At(2, Backup, Backup), 0, stop));
    }

    [Fact]
    public void A_group_that_is_split_between_two_inputs_is_refused()
    {
        NodeView[] first = [Master, Backup], second = [Backup, Backup];

        new GroupChecker().Look(new(Instant(1), default, first, [first, first]));
        Refuses(() => new GroupChecker().Look(new(Instant(1), default, first, [first, second])));
    }

    [Fact]
    public void A_cluster_that_does_not_heal_is_refused()
    {
        Refuses(() => Healing().Look(At(2, Backup, Backup)));
        Refuses(() => Healing().Look(At(2, Master, Master)));
        Refuses(() => Healing().Look(At(2, Backup, Master)));
        Refuses(() => Healing().Look(At(2, Master, Backup with { AddressCount = 1 })));
        Refuses(() => Healing().Look(At(2, Master with { IsKnownOwner = false }, Backup)));
        Healing().Look(At(2, Master, Backup));
        Healing().Look(At(1, Master, Master));
    }

    private static HealingChecker Healing()
    {
        var checker = new HealingChecker();
        checker.Expect([0], Instant(2), Instant(2));
        return checker;
    }

    private static void Refuses(Action history) => Assert.Throws<BrokenPromiseException>(history);
}
