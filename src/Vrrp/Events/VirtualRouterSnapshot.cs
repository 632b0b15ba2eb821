using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Gateway.Vrrp.Events;

/// <summary>One virtual router at one moment.</summary>
public sealed record VirtualRouterSnapshot
{
    /// <summary>The name of the instance.</summary>
    public required string Name { get; init; }

    /// <summary>Its state.</summary>
    public required VrrpState State { get; init; }

    /// <summary>Why it is in this state.</summary>
    public required TransitionReason Reason { get; init; }

    /// <summary>Since when, on the engine's monotonic clock.</summary>
    public required Instant Since { get; init; }

    /// <summary>The effective priority: configured plus trackers.</summary>
    public required byte Priority { get; init; }

    /// <summary>Whether it gives its addresses away, or has, because somebody asked for it.</summary>
    public bool IsDraining { get; init; }

    /// <summary>Where its advertisements come from; default while there is no such address.</summary>
    public IpAddr Source { get; init; }

    /// <summary>The router that was heard last; null when none was.</summary>
    public PeerSnapshot? Peer { get; init; }

    /// <summary>What a peer, who is alive, has configured otherwise: both may be Master. Null when nothing is
    /// known.</summary>
    public string? Mismatch { get; init; }

    /// <summary>What keeps it from being Master; empty outside of Fault.</summary>
    public required ImmutableArray<Fault> Faults { get; init; }

    /// <summary>Advertisements sent (RFC 8347 <c>advertisement-sent</c>).</summary>
    public required long AdvertisementsSent { get; init; }

    /// <summary>Good advertisements received (RFC 8347 <c>advertisement-rcvd</c>).</summary>
    public required long AdvertisementsReceived { get; init; }

    /// <summary>Transitions to Master (RFC 8347 <c>master-transitions</c>).</summary>
    public required long MasterTransitions { get; init; }

    /// <summary>Packets discarded, by reason; index is the value of <see cref="DropReason"/>. Packets that could not be
    /// told to one virtual router are counted for every one on the interface.</summary>
    public required ImmutableArray<long> Dropped { get; init; }
}
