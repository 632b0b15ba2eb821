using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>A virtual router.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Interface">Its interface.</param>
/// <param name="VirtualRouterId">Its id, 1 to 255.</param>
/// <param name="Family"><c>IPv4</c> or <c>IPv6</c>.</param>
/// <param name="Version">The version of its advertisements, 2 or 3.</param>
/// <param name="Addresses">The virtual addresses that it owns as Master, such as <c>192.168.10.10/24</c>.</param>
/// <param name="State"><c>Initialize</c>, <c>Backup</c>, <c>Master</c> or <c>Fault</c>.</param>
/// <param name="Since">Since when; null before it has started.</param>
/// <param name="Reason">Why, in one word: a name of the engine, such as <c>MasterSilent</c>.</param>
/// <param name="Why">Why, as a sentence without a full stop.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Preempt">Whether it takes the addresses back from a lower priority.</param>
/// <param name="Source">Where its advertisements come from; null while there is no such address.</param>
/// <param name="Peer">The router that was heard last; null when none was.</param>
/// <param name="Faults">What keeps it from being Master.</param>
/// <param name="Mismatch">What a peer has configured otherwise; null when nothing is known.</param>
/// <param name="Draining">Whether it gives its addresses away, or has, because somebody asked for it.</param>
/// <param name="SyncGroup">The group that it moves with; null for none.</param>
/// <param name="Counters">What it counts.</param>
internal sealed record InstanceReport(
    string Name,
    string Interface,
    int VirtualRouterId,
    string Family,
    int Version,
    ImmutableArray<string> Addresses,
    string State,
    DateTimeOffset? Since,
    string Reason,
    string Why,
    PriorityReport Priority,
    bool Preempt,
    string? Source,
    PeerReport? Peer,
    ImmutableArray<FaultReport> Faults,
    string? Mismatch,
    bool Draining,
    string? SyncGroup,
    CounterReport Counters)
{
    /// <summary>A fresh sign that another machine has the addresses, too; null when there is none.</summary>
    public SplitBrainReport? SplitBrain { get; init; }
}
