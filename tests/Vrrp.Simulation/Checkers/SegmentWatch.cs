using Gateway.Vrrp.Core;

namespace Vrrp.Simulation.Checkers;

/// <summary>All checkers of one segment.</summary>
internal sealed class SegmentWatch
{
    /// <summary>Checkers that have seen nothing yet.</summary>
    public SegmentWatch(Scenario scenario, int segment)
    {
        var addressCount = scenario.ConfigOf(0, segment).Addresses.Length;
        var longestLease = scenario.LongestLease(segment);
        Transitions = new TransitionChecker(scenario.NodeCount);
        Healing = new HealingChecker(scenario.Candidates, addressCount);
        Drains = new DrainChecker(addressCount, scenario.Settling);
        Checkers =
        [
            Transitions, Healing, Drains,
            new TakeoverChecker(scenario.Preempt, scenario.Settling),
            new AddressChecker(scenario.NodeCount, addressCount, longestLease),
            new FreezeChecker(longestLease),
            new EventLossChecker(),
            // A farewell that arrives behind its successor's first advertisement makes one more come forward; and one
            // who has just lowered its priority overhears its rival once, on the slowest segment of its group.
            new SingleMasterChecker(
                scenario.Settling, MastersMeetWithin,
                MastersMeetWithin + Scenario.MaxDelay + scenario.LongestInterval),
            new GroupChecker(),
        ];
    }

    /// <summary>How long two Masters may stand in calm times: the advertisement that one sends when it becomes Master
    /// reaches the other, and where that one is better, its answer comes back.</summary>
    public static Duration MastersMeetWithin => Scenario.MaxDelay * 2;

    /// <summary>What the states did.</summary>
    public TransitionChecker Transitions { get; }

    /// <summary>Whether all is well in the end.</summary>
    public HealingChecker Healing { get; }

    /// <summary>Who gave the addresses away.</summary>
    public DrainChecker Drains { get; }

    /// <summary>All of them.</summary>
    public Checker[] Checkers { get; }
}
