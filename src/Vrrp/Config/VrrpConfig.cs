using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <summary>Everything the engine runs: valid and complete by construction.</summary>
public sealed record VrrpConfig
{
    /// <summary>The virtual routers of this node, in the order of the file.</summary>
    public required ImmutableArray<VirtualRouterConfig> VirtualRouters { get; init; }

    /// <summary>Virtual routers that move as one.</summary>
    public ImmutableArray<SyncGroupConfig> SyncGroups { get; init; } = [];

    /// <summary>Whether a guard process gives the addresses away at once when this process dies. True by
    /// default.</summary>
    public bool CrashNotice { get; init; } = true;

    /// <summary>Whether a clean stop first waits until a peer has the addresses. True by default.</summary>
    public bool DrainOnStop { get; init; } = true;

    /// <summary>How long a drain of this node takes at most: as long as that of its slowest virtual router. Zero
    /// without one.</summary>
    public Duration HandoverTime => VirtualRouters
        .Select(router => Timing.HandoverTime(router.Version, router.AdvertisementInterval))
        .DefaultIfEmpty().Max();

    /// <summary>The absolute path of a file that receives every input; null for none. Heeded at the start.</summary>
    public string? Recorder { get; init; }

    /// <summary>Names of the trackers that some virtual router follows. A tracker is spoken of by its index
    /// here.</summary>
    public required ImmutableArray<string> Trackers { get; init; }
}
