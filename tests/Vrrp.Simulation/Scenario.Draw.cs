using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation;

// From a seed to a scenario.
internal sealed partial record Scenario
{
    // A clock is never off by more than so many millionths: ten times what a bad quartz has.
    private const int WorstClock = 500;

    private const int MostNodes = 5;

    private static readonly ImmutableArray<ImmutableArray<byte>> PrioritySets =
    [
        [200, 150, 100, 80, 60], [80, 100, 150, 200, 60], [254, 253, 252, 251, 250], [150, 150, 150, 150, 150],
        [100, 200, 200, 100, 200], [200, 100, 100, 100, 100], [255, 200, 150, 100, 60],
    ];

    private static readonly Duration OneSecond = Duration.FromSeconds(1);
    private static readonly Duration TenthOfASecond = Duration.FromMilliseconds(100);
    private static readonly Duration HundredthOfASecond = Duration.FromMilliseconds(10);

    /// <summary>Draws a scenario.</summary>
    public static Scenario FromSeed(int seed)
    {
        var dice = new Dice(seed);
        // Now and then one that is alone in its file.
        var nodeCount = dice.Chance(0.03) ? 1 : 2 + dice.Pick(MostNodes - 1);
        var scenario = DrawDialect(dice, new()
        {
            Seed = seed,
            Intervals = dice.Chance(0.3) ? [AnyInterval(dice), AnyInterval(dice)] : [AnyInterval(dice)],
            Priorities = AnyPriorities(dice, nodeCount),
            Preempt = dice.Chance(0.7),
            PreemptDelay = dice.Chance(0.25) ? dice.UpTo(Duration.FromSeconds(5)) : Duration.Zero,
            RecoveryHold = dice.Chance(0.25) ? dice.UpTo(Duration.FromSeconds(5)) : Duration.Zero,
            StartupDelay = dice.Chance(0.15) ? dice.UpTo(Duration.FromSeconds(3)) : Duration.Zero,
            Probes = dice.Chance(0.5),
            ClockErrors = [.. Enumerable.Range(0, nodeCount).Select(_ => dice.Pick(2 * WorstClock + 1) - WorstClock)],
            Palette = (FaultPalette)dice.Pick(Enum.GetValues<FaultPalette>().Length),
        });
        return dice.Chance(0.6) ? scenario with { Alternative = DrawAlternative(dice, scenario) } : scenario;
    }

    // Version 2 has whole seconds, and no IPv6.
    private static Scenario DrawDialect(Dice dice, Scenario scenario)
    {
        var unicast = dice.Chance(0.4) && scenario.NodeCount > 1;
        return dice.Chance(0.3) ? scenario with { IsUnicast = unicast, Family = IpFamily.IPv6 }
            : dice.Chance(0.4) && scenario.Intervals.All(interval => interval == OneSecond)
                ? scenario with { IsUnicast = unicast, Version = VrrpVersion.V2 }
            : scenario with { IsUnicast = unicast };
    }

    // Other addresses, or another election, or both. In version 2 another interval is another network.
    private static Scenario DrawAlternative(Dice dice, Scenario scenario)
    {
        var other = scenario with { Hosts = dice.Chance(0.3) ? [10] : dice.Chance(0.5) ? [10, 11] : [12, 10, 9] };
        if (dice.Chance(0.4))
        {
            return other;
        }

        return other with
        {
            Intervals = scenario.Version == VrrpVersion.V2 ? scenario.Intervals
                : [.. scenario.Intervals.Select(interval => dice.Chance(0.5) ? interval : AnyInterval(dice))],
            Priorities = dice.Chance(0.5) ? scenario.Priorities : AnyPriorities(dice, scenario.NodeCount),
            Preempt = dice.Chance(0.3) ? !scenario.Preempt : scenario.Preempt,
            PreemptDelay = dice.Chance(0.3) ? dice.UpTo(Duration.FromSeconds(5)) : scenario.PreemptDelay,
            RecoveryHold = dice.Chance(0.3) ? dice.UpTo(Duration.FromSeconds(5)) : scenario.RecoveryHold,
        };
    }

    private static ImmutableArray<byte> AnyPriorities(Dice dice, int nodeCount) =>
        (dice.Chance(0.5) ? PrioritySets[0] : PrioritySets[dice.Pick(PrioritySets.Length)])[..nodeCount];

    private static Duration AnyInterval(Dice dice) =>
        dice.Chance(0.05) ? HundredthOfASecond : dice.Chance(0.5) ? OneSecond : TenthOfASecond;
}
