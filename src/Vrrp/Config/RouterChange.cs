using System.Collections.Immutable;

namespace Gateway.Vrrp.Config;

/// <summary>What a new configuration asks of one virtual router.</summary>
public sealed record RouterChange
{
    /// <summary>The name, the same in both configurations.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of change it is.</summary>
    public required RouterChangeKind Kind { get; init; }

    /// <summary>What it was; null when it is new.</summary>
    public VirtualRouterConfig? Old { get; init; }

    /// <summary>What it will be; null when it is gone.</summary>
    public VirtualRouterConfig? New { get; init; }

    /// <summary>What a Master owns from now on and did not before, in the order of the new configuration. An address
    /// with another prefix length or on another interface is in both lists.</summary>
    public required ImmutableArray<OwnedAddress> AddedAddresses { get; init; }

    /// <summary>What a Master owned and does not any more, in the order of the old configuration.</summary>
    public required ImmutableArray<OwnedAddress> RemovedAddresses { get; init; }
}
