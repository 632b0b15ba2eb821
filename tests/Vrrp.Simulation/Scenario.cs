using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation;

/// <summary>What a seed decides once, before anything happens.</summary>
internal sealed partial record Scenario
{
    /// <summary>The tracker that every node follows.</summary>
    public const int Tracker = 0;

    // A clock is never off by more than so many millionths: ten times what a bad quartz has.
    private const int WorstClock = 500;

    private static readonly ImmutableArray<ImmutableArray<byte>> PrioritySets =
    [
        [200, 150, 100, 80, 60], [80, 100, 150, 200, 60], [254, 253, 252, 251, 250], [150, 150, 150, 150, 150],
        [100, 200, 200, 100, 200], [200, 100, 100, 100, 100],
    ];

    private static readonly Duration OneSecond = Duration.FromSeconds(1);
    private static readonly Duration TenthOfASecond = Duration.FromMilliseconds(100);

    /// <summary>The seed of everything that happens later.</summary>
    public required int Seed { get; init; }

    /// <summary>Time between advertisements on each segment. With two segments each node is on both, and its virtual
    /// routers there are a sync group.</summary>
    public required ImmutableArray<Duration> Intervals { get; init; }

    /// <summary>Priority of each node, the same on all segments.</summary>
    public required ImmutableArray<byte> Priorities { get; init; }

    /// <summary>Preempt_Mode of all nodes.</summary>
    public required bool Preempt { get; init; }

    /// <summary>The preempt delay of all nodes.</summary>
    public Duration PreemptDelay { get; init; }

    /// <summary>The recovery hold of all nodes.</summary>
    public Duration RecoveryHold { get; init; }

    /// <summary>The startup delay of all nodes.</summary>
    public Duration StartupDelay { get; init; }

    /// <summary>How much faster each node's clock is than the world's, in millionths.</summary>
    public ImmutableArray<int> ClockErrors { get; init; } = [0, 0, 0, 0, 0];

    /// <summary>What the failing tracker takes from the priority.</summary>
    public int TrackerWeight { get; init; } = -60;

    /// <summary>Which faults happen.</summary>
    public FaultPalette Palette { get; init; }

    /// <summary>What is wrong with the world itself, to see whether the checkers notice.</summary>
    public Mutation Mutation { get; init; }

    /// <summary>How many nodes there are.</summary>
    public int NodeCount => Priorities.Length;

    /// <summary>How many segments there are.</summary>
    public int SegmentCount => Intervals.Length;

    /// <summary>The nodes of which one must be Master in the end: with Preempt those of the highest priority, among
    /// which it stays with the first (an equal priority does not preempt, RFC 9568 section 6.4.2); without,
    /// all.</summary>
    public ImmutableArray<int> Candidates =>
        [.. Enumerable.Range(0, NodeCount).Where(node => !Preempt || Priorities[node] == Priorities.Max())];

    /// <summary>Draws a scenario.</summary>
    public static Scenario FromSeed(int seed)
    {
        var dice = new Dice(seed);
        var nodeCount = 2 + dice.Pick(4);
        var priorities = dice.Chance(0.5) ? PrioritySets[0] : PrioritySets[dice.Pick(PrioritySets.Length)];
        return new()
        {
            Seed = seed,
            Intervals = dice.Chance(0.3) ? [AnyInterval(dice), AnyInterval(dice)] : [AnyInterval(dice)],
            Priorities = priorities[..nodeCount],
            Preempt = dice.Chance(0.7),
            PreemptDelay = dice.Chance(0.25) ? dice.UpTo(Duration.FromSeconds(5)) : Duration.Zero,
            RecoveryHold = dice.Chance(0.25) ? dice.UpTo(Duration.FromSeconds(5)) : Duration.Zero,
            StartupDelay = dice.Chance(0.15) ? dice.UpTo(Duration.FromSeconds(3)) : Duration.Zero,
            ClockErrors = [.. Enumerable.Range(0, nodeCount).Select(_ => dice.Pick(2 * WorstClock + 1) - WorstClock)],
            Palette = (FaultPalette)dice.Pick(Enum.GetValues<FaultPalette>().Length),
        };
    }

    /// <summary>The own address of a node on a segment. On each the order of the nodes is the same: where it is not,
    /// equal priorities would have another winner on each segment, and a sync group none.</summary>
    public static IpAddr SourceOf(int node, int segment) =>
        IpAddr.FromIPv4(0xC0A8_0A0B + (uint)(segment * 256) + (uint)node);

    /// <summary>The configuration of a node on a segment.</summary>
    public VirtualRouterConfig ConfigOf(int node, int segment) => new()
    {
        Name = FormattableString.Invariant($"lan{segment}"),
        Interface = FormattableString.Invariant($"eth{segment}"),
        VirtualRouterId = 51,
        Priority = Priorities[node],
        Addresses =
        [
            AddressPrefix.Parse(FormattableString.Invariant($"192.168.{10 + segment}.10/24")),
            AddressPrefix.Parse(FormattableString.Invariant($"192.168.{10 + segment}.9/24")),
        ],
        SourceAddress = SourceOf(node, segment),
        AdvertisementInterval = Intervals[segment],
        ProbeBeforeFirstTakeover = false,
        Preempt = Preempt,
        PreemptDelay = PreemptDelay,
        RecoveryHold = RecoveryHold,
        StartupDelay = StartupDelay,
        Announcements = AnnouncementSchedule.Default with { Refresh = AnnouncementRefresh },
        Track = [new TrackedWeight(Tracker, TrackerWeight)],
    };

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"seed {Seed}: intervals {string.Join('/', Intervals)}, ")
        + FormattableString.Invariant($"priorities {string.Join('/', Priorities)}, preempt {Preempt}, delays ")
        + FormattableString.Invariant($"{PreemptDelay}/{RecoveryHold}/{StartupDelay}, faults {Palette}, ")
        + FormattableString.Invariant($"mutation {Mutation}");

    private static Duration AnyInterval(Dice dice) => dice.Chance(0.5) ? OneSecond : TenthOfASecond;
}
