namespace Gateway.Vrrp.Config;

/// <summary>Trackers that are clusters of the proxy: <c>cluster:web</c>, which fails while too few of the destinations
/// are healthy.</summary>
public static class ClusterTracker
{
    /// <summary>What the name of such a tracker begins with.</summary>
    public const string Prefix = "cluster:";

    /// <summary>The cluster that a tracker stands for.</summary>
    /// <returns>Null when it is none.</returns>
    public static string? ClusterOf(string tracker) =>
        tracker.StartsWith(Prefix, StringComparison.Ordinal) ? tracker[Prefix.Length..] : null;
}
