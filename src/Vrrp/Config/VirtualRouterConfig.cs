using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <summary>One virtual router on this node (RFC 9568 section 6.1).</summary>
public sealed record VirtualRouterConfig
{
    /// <summary>The name of the instance in the file: what logs, metrics and notify actions call it.</summary>
    public required string Name { get; init; }

    /// <summary>The network interface that carries advertisements and addresses. It need not exist yet.</summary>
    public required string Interface { get; init; }

    /// <summary>The virtual router id, 1 to 255, unique on a segment.</summary>
    public required byte VirtualRouterId { get; init; }

    /// <summary>The configured priority of this node. 1 to 254, or 255 for the address owner, which no tracker
    /// lowers.</summary>
    public required byte Priority { get; init; }

    /// <summary>The virtual addresses, in the order of the wire: at least one, all of one family.</summary>
    public required ImmutableArray<AddressPrefix> Addresses { get; init; }

    /// <summary>This node's own address on the interface, when the file names one; otherwise the interface's
    /// first.</summary>
    public IpAddr SourceAddress { get; init; }

    /// <summary>Time between advertisements. 10 ms to 40.95 s in steps of 10 ms; 1 s by default.</summary>
    public required Duration AdvertisementInterval { get; init; }

    /// <summary>Whether a higher priority takes the addresses from a lower one that is Master. True by
    /// default.</summary>
    public required bool Preempt { get; init; }

    /// <summary>The trackers this instance follows.</summary>
    public required ImmutableArray<TrackedWeight> Track { get; init; }
}
