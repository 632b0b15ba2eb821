using System.Collections.Immutable;

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

    /// <summary>The absolute path of a file that receives every input; null for none. Heeded at the start.</summary>
    public string? Recorder { get; init; }

    /// <summary>Names of the trackers that some virtual router follows. A tracker is spoken of by its index
    /// here.</summary>
    public required ImmutableArray<string> Trackers { get; init; }
}
