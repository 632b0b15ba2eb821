using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>What was heard on an interface.</summary>
/// <param name="Routers">Routers of other machines.</param>
/// <param name="Claims">Other machines that say they have an address that was asked for.</param>
public sealed record SegmentReport(ImmutableArray<HeardRouter> Routers, ImmutableArray<HeardClaim> Claims)
{
    /// <summary>Groups and peers to whom a firewall of this machine lets no advertisement out.</summary>
    public ImmutableArray<IpAddr> Muted { get; init; } = [];

    /// <summary>Nobody.</summary>
    public static SegmentReport Nothing { get; } = new([], []);
}
