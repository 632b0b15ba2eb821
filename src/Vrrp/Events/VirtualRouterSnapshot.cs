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

    /// <summary>The configured priority.</summary>
    public byte BasePriority { get; init; }

    /// <summary>What each tracker adds to <see cref="BasePriority"/>; the sum is clamped to 1..254.</summary>
    public ImmutableArray<PriorityPart> PriorityParts { get; init; } = [];

    /// <summary>Why it became Master the last time (RFC 8347 <c>new-master-reason</c>); None when it never
    /// did.</summary>
    public NewMasterReason NewMasterReason { get; init; }

    /// <summary>Whether it gives its addresses away, or has, because somebody asked for it.</summary>
    public bool IsDraining { get; init; }

    /// <summary>How far a Master has come with giving them away.</summary>
    public DrainStage DrainStage { get; init; }

    /// <summary>Since when the Backups' patience with a Master that drains runs out, on the engine's monotonic clock
    /// (<see cref="VrrpStateMachine.PatienceBegan"/>); <see cref="Instant.Never"/> while it does not.</summary>
    public Instant PatienceBegan { get; init; } = Instant.Never;

    /// <summary>How many drains nobody ended by taking over: it kept its addresses.</summary>
    public long UnrelievedDrains { get; init; }

    /// <summary>Where its advertisements come from; default while there is no such address.</summary>
    public IpAddr Source { get; init; }

    /// <summary>The router that was heard last; null when none was.</summary>
    public PeerSnapshot? Peer { get; init; }

    /// <summary>What a peer, who is alive, has configured otherwise: both may be Master. Null when nothing is known,
    /// and from when it has been silent for its own patience and ours.</summary>
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

    /// <summary>Advertisements sent with priority 0 (RFC 8347 <c>priority-zero-pkts-sent</c>).</summary>
    public long PriorityZeroSent { get; init; }

    /// <summary>How often the lease of the addresses was renewed with the kernel.</summary>
    public long LeaseRenewals { get; init; }

    /// <summary>Advertisements received with priority 0 (RFC 8347 <c>priority-zero-pkts-rcvd</c>).</summary>
    public long PriorityZeroReceived { get; init; }

    /// <summary>Advertisements whose address list is not ours, taken all the same, or that carry none (RFC 8347
    /// <c>address-list-errors</c>).</summary>
    public long AddressListErrors => AddressListsDifferent + DroppedFor(DropReason.NoAddresses);

    /// <summary>Those of <see cref="AddressListErrors"/> that were taken.</summary>
    public long AddressListsDifferent { get; init; }

    /// <summary>Another interval in version 2, or 0 (RFC 8347 <c>interval-errors</c>).</summary>
    public long IntervalErrors => DroppedFor(DropReason.IntervalMismatch) + DroppedFor(DropReason.ZeroInterval);

    /// <summary>A type other than ADVERTISEMENT (RFC 8347 <c>invalid-type-pkts-rcvd</c>).</summary>
    public long InvalidTypeReceived => DroppedFor(DropReason.WrongType);

    /// <summary>Too short (RFC 8347 <c>packet-length-errors</c>).</summary>
    public long PacketLengthErrors => DroppedFor(DropReason.TooShort) + DroppedFor(DropReason.LengthMismatch);

    /// <summary>RFC 8347 <c>checksum-errors</c>.</summary>
    public long ChecksumErrors => DroppedFor(DropReason.BadChecksum);

    /// <summary>RFC 8347 <c>version-errors</c>.</summary>
    public long VersionErrors => DroppedFor(DropReason.UnknownVersion) + DroppedFor(DropReason.WrongVersion);

    /// <summary>Of virtual routers that are not configured on the interface (RFC 8347 <c>vrid-errors</c>).</summary>
    public long VirtualRouterIdErrors => DroppedFor(DropReason.UnknownVirtualRouter);

    /// <summary>A time to live or hop limit other than 255 (RFC 8347 <c>ip-ttl-errors</c>).</summary>
    public long IpTtlErrors => DroppedFor(DropReason.TtlNot255);

    private long DroppedFor(DropReason reason) => Dropped[(int)reason];
}
