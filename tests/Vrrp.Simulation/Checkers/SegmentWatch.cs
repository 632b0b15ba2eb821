using Gateway.Vrrp.Core;

namespace Vrrp.Simulation.Checkers;

/// <summary>All checkers of one segment.</summary>
internal sealed class SegmentWatch
{
    /// <summary>Checkers that have seen nothing yet.</summary>
    public SegmentWatch(Scenario scenario, int segment)
    {
        // Two Masters in calm times: the advertisement that one sends when it becomes Master reaches the other, and
        // where that one is better, its answer comes back.
        var meetWithin = scenario.MaxDelay * 2;
        var longestLease = scenario.LongestLease(segment);
        Transitions = new TransitionChecker(scenario.NodeCount);
        Healing = new HealingChecker();
        Probes = new ProbeChecker(scenario.Probes);
        Drains = new DrainChecker(scenario.Settling);
        Checkers =
        [
            // First: what was lost explains what the others find.
            new EventLossChecker(),
            Transitions, Healing, Drains,
            new TakeoverChecker(scenario.Settling),
            new AddressChecker(scenario.NodeCount, longestLease),
            new FreezeChecker(longestLease),
            new VoiceChecker(),
            Probes,
            // A farewell that arrives behind its successor's first advertisement makes one more come forward; and one
            // who has just lowered its priority overhears its rival once, on the slowest segment of its group, and then
            // lingers.
            new SingleMasterChecker(
                scenario.Settling, meetWithin, meetWithin + scenario.MaxDelay + scenario.LongestInterval
                    + Timing.LingerTime(scenario.LongestInterval)),
            new GroupChecker(),
        ];
    }

    /// <summary>What the states did.</summary>
    public TransitionChecker Transitions { get; }

    /// <summary>Whether all is well in the end.</summary>
    public HealingChecker Healing { get; }

    /// <summary>Who gave the addresses away.</summary>
    public DrainChecker Drains { get; }

    /// <summary>Who asked before its first takeover.</summary>
    public ProbeChecker Probes { get; }

    /// <summary>All of them.</summary>
    public Checker[] Checkers { get; }
}
