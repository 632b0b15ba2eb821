using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Events;

/// <summary>Something the engine tells its observers. A value: it crosses the ring without allocation. Which members
/// have a meaning depends on <see cref="Kind"/>.</summary>
public readonly record struct VrrpEvent
{
    /// <summary>What is told.</summary>
    public required VrrpEventKind Kind { get; init; }

    /// <summary>When it happened, on the engine's monotonic clock.</summary>
    public Instant At { get; init; }

    /// <summary>Name of the virtual router; null when the event is about the whole engine or a tracker.</summary>
    public string? VirtualRouter { get; init; }

    /// <summary>The state before.</summary>
    public VrrpState From { get; init; }

    /// <summary>The state after, or the state all along where nothing changed.</summary>
    public VrrpState To { get; init; }

    /// <summary>Why the state changed.</summary>
    public TransitionReason Reason { get; init; }

    /// <summary>The effective priority at that moment.</summary>
    public byte Priority { get; init; }

    /// <summary>The effective priority before, for <see cref="VrrpEventKind.PriorityChanged"/>.</summary>
    public byte PriorityBefore { get; init; }

    /// <summary>What trackers add to the configured priority at that moment, for
    /// <see cref="VrrpEventKind.PriorityChanged"/>; otherwise default.</summary>
    public ImmutableArray<PriorityPart> PriorityParts { get; init; }

    /// <summary>Where our own advertisements come from.</summary>
    public IpAddr Source { get; init; }

    /// <summary>What the checksums of our own advertisements cover.</summary>
    public ChecksumForm ChecksumForm { get; init; }

    /// <summary>The other router, when one caused this.</summary>
    public IpAddr Peer { get; init; }

    /// <summary>The priority that the other router advertised.</summary>
    public byte PeerPriority { get; init; }

    /// <summary>The machine that claims a virtual address.</summary>
    public MacAddress Claimant { get; init; }

    /// <summary>How long this router will listen before it takes over, when it went to Backup.</summary>
    public Duration MasterDownInterval { get; init; }

    /// <summary>When another router was heard last, for <see cref="VrrpEventKind.StateChanged"/>; default for
    /// never.</summary>
    public Instant HeardAt { get; init; }

    /// <summary>The steps of a takeover, where this router became Master; otherwise default.</summary>
    public Takeover Takeover { get; init; }

    /// <summary>How late the engine woke up.</summary>
    public Duration Late { get; init; }

    /// <summary>How late it may be before addresses are lost.</summary>
    public Duration Limit { get; init; }

    /// <summary>The address that was restored or removed.</summary>
    public AddressPrefix Address { get; init; }

    /// <summary>The fault that came or went.</summary>
    public Fault Fault { get; init; }

    /// <summary>What keeps it from being Master, the oldest first, for <see cref="VrrpEventKind.StateChanged"/> to
    /// Fault; otherwise default.</summary>
    public ImmutableArray<Fault> Faults { get; init; }

    /// <summary>The tracker's name, for tracker events and tracker faults.</summary>
    public string? Tracker { get; init; }

    /// <summary>Whether the tracker succeeds, be it with a demotion.</summary>
    public bool Up { get; init; }

    /// <summary>How ill the tracker says that it is.</summary>
    public Demotion Demotion { get; init; }

    /// <summary>Why advertisements are discarded.</summary>
    public DropReason Drop { get; init; }

    /// <summary>How many advertisements were discarded since this was last told.</summary>
    public long Count { get; init; }

    /// <summary>Words of the kernel or of an exception.</summary>
    public string? Detail { get; init; }
}
