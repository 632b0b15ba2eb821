using System.Globalization;
using Gateway.Vrrp.Core;
using Vrrp.Simulation.Checkers;

namespace Vrrp.Simulation;

public sealed class SimulationTests
{
    private const int SeedCount = 1000;

    private static int[] Seeds =>
        int.TryParse(Environment.GetEnvironmentVariable("SIMULATION_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? [seed]
            : [.. Enumerable.Range(1, SeedCount)];

    [Fact]
    public void Every_promise_holds_under_faults_and_one_master_remains_after_them()
    {
        // All seeds, also behind one that fails: how many fail, and which, tells as much as one of them.
        var failures = Seeds.AsParallel().AsOrdered()
            .Select(SimulationRun.Failure).OfType<SimulationFailedException>().ToList();

        Assert.True(failures.Count == 0, SimulationFailedException.Summarize(failures));
    }

    [Fact]
    public void Without_faults_there_is_one_takeover_and_no_other()
    {
        foreach (var seed in Enumerable.Range(1, 20))
        {
            new SimulationRun(Scenario.FromSeed(seed)).RunWithoutFaults();
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        foreach (var seed in Enumerable.Range(1, 8))
        {
            Assert.Equal(HashOf(seed), HashOf(seed));
        }
    }

    [Fact]
    public void Another_seed_gives_another_history() => Assert.NotEqual(HashOf(1), HashOf(2));

    [Fact]
    public void The_faults_lead_along_every_edge_and_to_the_end_of_drains()
    {
        var seen = new HashSet<(VrrpState From, VrrpState To, TransitionReason Reason)>();
        var (drains, firstTakeovers) = (0, 0);
        foreach (var seed in Enumerable.Range(1, 100))
        {
            var run = new SimulationRun(Scenario.FromSeed(seed));
            run.Run();
            seen.UnionWith(run.Edges);
            drains += run.DrainCount;
            firstTakeovers += run.FirstTakeoverCount;
        }

        Assert.Empty(TransitionChecker.Edges.Except(seen));
        Assert.True(drains > 100, $"Only {drains} drains came to an end: the faults are too tame.");
        Assert.True(firstTakeovers > 20, $"Only {firstTakeovers} nodes had to ask before they took over.");
    }

    [Fact]
    public void The_seeds_draw_every_kind_of_world()
    {
        Scenario[] scenarios = [.. Enumerable.Range(1, SeedCount).Select(Scenario.FromSeed)];
        Func<Scenario, bool>[] kinds =
        [
            world => world.Version == VrrpVersion.V2, world => world.Family == IpFamily.IPv6, world => world.IsUnicast,
            world => world.NodeCount == 1, world => world.NodeCount == 5, world => world.SegmentCount == 2,
            world => world.ShortestInterval == Duration.FromMilliseconds(10), world => !world.Preempt,
            world => world.PreemptDelay > Duration.Zero, world => world.RecoveryHold > Duration.Zero,
            world => world.StartupDelay > Duration.Zero, world => world.Probes,
            world => world.Priorities.Contains(PriorityLedger.OwnerPriority),
            world => world.Alternative?.ElectsAs(world) == true, world => world.Alternative?.ElectsAs(world) == false,
            world => world.Alternative is { } other && other.Preempt != world.Preempt,
        ];

        Assert.All(kinds, kind => Assert.InRange(scenarios.Count(kind), 10, SeedCount - 10));
        Assert.All(
            Enum.GetValues<FaultPalette>(),
            palette => Assert.Contains(scenarios, world => world.Palette == palette));
    }

    private static ulong HashOf(int seed)
    {
        var run = new SimulationRun(Scenario.FromSeed(seed));
        run.Run();
        return run.TraceHash;
    }
}
