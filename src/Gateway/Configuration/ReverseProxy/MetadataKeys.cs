using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>Our keys in the <c>Metadata</c> of clusters, destinations and routes. Other metadata is the operator's
/// own.</summary>
internal static class MetadataKeys
{
    // What only we would write.
    private static readonly string[] s_prefixes = ["Active.", "Passive.", "Tls."];

    /// <summary>Those of a cluster.</summary>
    public static IReadOnlyList<string> OfCluster { get; } =
    [
        UpstreamHealth.StatusKey, UpstreamHealth.BodyKey, UpstreamHealth.RiseKey, UpstreamHealth.FallKey,
        UpstreamHealth.CheckKey, UpstreamHealth.ErrorsKey, UpstreamHealth.FailedStatusKey, UpstreamHealth.MinimumKey,
        UpstreamHealth.RetriesKey, UpstreamBalance.SlowStartKey, UpstreamConnections.ConnectTimeoutKey,
        UpstreamConnections.IdleTimeoutKey, UpstreamConnections.AuthorityKey, UpstreamConnections.PinKey,
    ];

    /// <summary>Those of a destination.</summary>
    public static IReadOnlyList<string> OfDestination { get; } =
        [UpstreamHealth.CheckKey, UpstreamBalance.WeightKey, UpstreamBalance.BackupKey];

    /// <summary>Those of a route.</summary>
    public static IReadOnlyList<string> OfRoute { get; } = [RouteLimits.RateKey, RouteLimits.BurstKey];

    /// <summary>Those that the metadata of a type may have.</summary>
    public static IReadOnlyList<string> Of(Type owner) => owner == typeof(ClusterConfig) ? OfCluster
        : owner == typeof(DestinationConfig) ? OfDestination
        : OfRoute;

    /// <summary>Looks for keys that were meant to be ours.</summary>
    /// <param name="owner">Whose metadata it is.</param>
    /// <param name="metadata">May be null.</param>
    /// <param name="fail">Takes what is wrong: the key and a sentence.</param>
    public static void Check(
        Type owner, IReadOnlyDictionary<string, string>? metadata, Action<string, string> fail)
    {
        var known = Of(owner);
        foreach (var key in (metadata?.Keys ?? []).Where(key => !known.Contains(key, StringComparer.Ordinal)))
        {
            if (OfCluster.Contains(key, StringComparer.Ordinal))
            {
                fail(key, "does nothing here; it belongs to the Metadata of the cluster.");
            }
            else if (OfDestination.Contains(key, StringComparer.Ordinal))
            {
                fail(key, "does nothing here; it belongs to the Metadata of a destination.");
            }
            else if (OfRoute.Contains(key, StringComparer.Ordinal))
            {
                fail(key, "does nothing here; it belongs to the Metadata of a route.");
            }
            else if (s_prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                || NearestName.Find(key, known) is not null)
            {
                fail(key, $"unknown key; {NearestName.Hint(key, known)}");
            }
        }
    }
}
