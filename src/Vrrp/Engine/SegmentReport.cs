using System.Collections.Immutable;

namespace Gateway.Vrrp.Engine;

/// <summary>What was heard on an interface.</summary>
/// <param name="Routers">Routers of other machines.</param>
/// <param name="Claims">Other machines that say they have an address that was asked for.</param>
public sealed record SegmentReport(ImmutableArray<HeardRouter> Routers, ImmutableArray<HeardClaim> Claims)
{
    /// <summary>Nobody.</summary>
    public static SegmentReport Nothing { get; } = new([], []);
}
