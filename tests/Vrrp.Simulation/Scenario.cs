using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation;

/// <summary>What a seed decides once, before anything happens.</summary>
internal sealed record Scenario
{
    /// <summary>How many nodes there are.</summary>
    public const int NodeCount = 3;

    /// <summary>The tracker that every node follows.</summary>
    public const int Tracker = 0;

    private static readonly ImmutableArray<AddressPrefix> VirtualAddresses =
        [AddressPrefix.Parse("192.168.10.10/24"), AddressPrefix.Parse("192.168.10.9/24")];

    private static readonly ImmutableArray<ImmutableArray<byte>> PrioritySets =
        [[200, 150, 100], [100, 150, 200], [254, 253, 252], [150, 150, 150], [100, 200, 200], [200, 100, 100]];

    /// <summary>The longest time a packet takes.</summary>
    public static Duration MaxDelay { get; } = Duration.FromMilliseconds(20);

    /// <summary>How late the kernel may take away an address whose lease is over.</summary>
    public static Duration MaxLeaseLateness { get; } = Duration.FromMilliseconds(610);

    /// <summary>How late a loop may wake for a timer.</summary>
    public static Duration MaxWakeLateness { get; } = Duration.FromMilliseconds(1);

    /// <summary>How long after its start a process may wait for the first word of its tracker.</summary>
    public static Duration MaxTrackerDelay { get; } = Duration.FromMilliseconds(200);

    /// <summary>How long a virtual router waits after the kernel refused an address, as in VirtualRouter.</summary>
    public static Duration RefusalRetry { get; } = Duration.FromSeconds(5);

    /// <summary>The seed of everything that happens later.</summary>
    public required int Seed { get; init; }

    /// <summary>Time between advertisements.</summary>
    public required Duration Interval { get; init; }

    /// <summary>Priority of each node.</summary>
    public required ImmutableArray<byte> Priorities { get; init; }

    /// <summary>Preempt_Mode of all nodes.</summary>
    public required bool Preempt { get; init; }

    /// <summary>What the failing tracker takes from the priority.</summary>
    public int TrackerWeight { get; init; } = -60;

    /// <summary>Which faults happen.</summary>
    public FaultPalette Palette { get; init; }

    /// <summary>What is wrong with the world itself, to see whether the checkers notice.</summary>
    public Mutation Mutation { get; init; }

    /// <summary>The longest that any Backup of this scenario listens.</summary>
    public Duration LongestMasterDown => Timing.MasterDownInterval(1, Interval);

    /// <summary>After that time without renewal an address is gone.</summary>
    public Duration LongestLease => Duration.FromSeconds(Timing.LeaseSeconds(Interval)) + MaxLeaseLateness;

    /// <summary>After that time without faults there is one Master for good: the last words of the trackers, a retry
    /// after a refusal, one whole wait of a Backup, and another where a short-lived Master in between made it start
    /// again.</summary>
    public Duration HealingTime => MaxTrackerDelay + LongestMasterDown * 2 + MaxDelay * 4
        + (Palette == FaultPalette.Refusals ? RefusalRetry : Duration.Zero);

    /// <summary>Draws a scenario.</summary>
    public static Scenario FromSeed(int seed)
    {
        var dice = new Dice(seed);
        return new()
        {
            Seed = seed,
            Interval = Duration.FromMilliseconds(dice.Chance(0.5) ? 1000 : 100),
            Priorities = dice.Chance(0.5) ? PrioritySets[0] : PrioritySets[dice.Pick(PrioritySets.Length)],
            Preempt = dice.Chance(0.7),
            Palette = (FaultPalette)dice.Pick(Enum.GetValues<FaultPalette>().Length),
        };
    }

    /// <summary>The own address of a node.</summary>
    public static IpAddr SourceOf(int node) => IpAddr.FromIPv4(0xC0A8_0A0B + (uint)node);

    /// <summary>The configuration of a node.</summary>
    public VirtualRouterConfig ConfigOf(int node) => new()
    {
        Name = "lan",
        Interface = "eth0",
        VirtualRouterId = 51,
        Priority = Priorities[node],
        Addresses = VirtualAddresses,
        SourceAddress = SourceOf(node),
        AdvertisementInterval = Interval,
        ProbeBeforeFirstTakeover = false,
        Preempt = Preempt,
        Track = [new TrackedWeight(Tracker, TrackerWeight)],
    };

    /// <summary>The nodes of which one must be Master in the end: with Preempt those of the highest priority, among
    /// which it stays with the first (an equal priority does not preempt, RFC 9568 section 6.4.2); without,
    /// all.</summary>
    public ImmutableArray<int> Candidates =>
        [.. Enumerable.Range(0, NodeCount).Where(node => !Preempt || Priorities[node] == Priorities.Max())];

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"seed {Seed}: interval {Interval}, priorities {string.Join('/', Priorities)}, ")
        + FormattableString.Invariant($"preempt {Preempt}, faults {Palette}, mutation {Mutation}");
}
