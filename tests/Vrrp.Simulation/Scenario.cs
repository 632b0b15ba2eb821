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

    /// <summary>Whether a node that never heard a Master asks before it takes over.</summary>
    public bool Probes { get; init; }

    /// <summary>The version of all advertisements.</summary>
    public VrrpVersion Version { get; init; } = VrrpVersion.V3;

    /// <summary>The family of all addresses.</summary>
    public IpFamily Family { get; init; } = IpFamily.IPv4;

    /// <summary>Whether advertisements go from node to node, not to the group.</summary>
    public bool IsUnicast { get; init; }

    /// <summary>The virtual addresses on each segment, by their last byte.</summary>
    public ImmutableArray<int> Hosts { get; init; } = [10, 9];

    /// <summary>The configuration that a reload changes to, and the next one back from; null when nobody
    /// reloads.</summary>
    public Scenario? Alternative { get; init; }

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

    /// <summary>The own address of a node on a segment. On each the order of the nodes is the same: where it is not,
    /// equal priorities would have another winner on each segment, and a sync group none.</summary>
    public IpAddr SourceOf(int node, int segment) => Family == IpFamily.IPv4
        ? IpAddr.FromIPv4(0xC0A8_0A0B + (uint)(segment * 256) + (uint)node)
        : IpAddr.Parse(FormattableString.Invariant($"fe80::{segment + 1}:{node + 11}"));

    /// <summary>The node that has that own address; negative when none has.</summary>
    public int NodeAt(IpAddr source, int segment) =>
        Enumerable.Range(0, NodeCount).FirstOrDefault(node => SourceOf(node, segment) == source, -1);

    /// <summary>Whether elections go the same way by another configuration.</summary>
    public bool ElectsAs(Scenario other) =>
        Intervals.SequenceEqual(other.Intervals) && Priorities.SequenceEqual(other.Priorities)
        && (Preempt, PreemptDelay, RecoveryHold) == (other.Preempt, other.PreemptDelay, other.RecoveryHold);

    /// <summary>The configuration of a node on a segment.</summary>
    public VirtualRouterConfig ConfigOf(int node, int segment) => new()
    {
        Name = FormattableString.Invariant($"lan{segment}"),
        Interface = FormattableString.Invariant($"eth{segment}"),
        VirtualRouterId = 51,
        Version = Version,
        Priority = Priorities[node],
        Addresses = AddressesOn(segment),
        Peers = IsUnicast
            ? [.. Enumerable.Range(0, NodeCount).Where(peer => peer != node).Select(peer => SourceOf(peer, segment))]
            : [],
        HasPeers = NodeCount > 1,
        SourceAddress = SourceOf(node, segment),
        AdvertisementInterval = Intervals[segment],
        ProbeBeforeFirstTakeover = Probes && Mutation != Mutation.NobodyAsks,
        Preempt = Preempt,
        PreemptDelay = PreemptDelay,
        RecoveryHold = RecoveryHold,
        StartupDelay = StartupDelay,
        Announcements = AnnouncementSchedule.Default with { Refresh = AnnouncementRefresh },
        Track = [new TrackedWeight(Tracker, TrackerWeight)],
    };

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"seed {Seed}: version {(int)Version} over {Family}, unicast {IsUnicast}, intervals ")
        + FormattableString.Invariant($"{string.Join('/', Intervals)}, priorities {string.Join('/', Priorities)}, ")
        + FormattableString.Invariant($"preempt {Preempt}, delays {PreemptDelay}/{RecoveryHold}/{StartupDelay}, ")
        + FormattableString.Invariant($"probes {Probes}, hosts {string.Join('/', Hosts)}, faults {Palette}, ")
        + FormattableString.Invariant($"mutation {Mutation}{(Alternative is null ? "" : $"\nor {Alternative}")}");

    private ImmutableArray<AddressPrefix> AddressesOn(int segment) => Family == IpFamily.IPv4
        ? [.. Hosts.Select(host => AddressPrefix.Parse(FormattableString.Invariant($"192.168.{10 + segment}.{host}/24")))]
        :
        [
            AddressPrefix.Parse("fe80::5e:51/128"),
            .. Hosts.Select(host => AddressPrefix.Parse(FormattableString.Invariant($"fd00:{segment}::{host}/64"))),
        ];
}
