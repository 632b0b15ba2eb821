using Gateway.Configuration.Options;

namespace Gateway.Configuration.Building;

/// <summary>What the routes and clusters of <c>Sites</c> are called: <c>site:HOST</c>, and <c>site:HOST/PATH</c> for a
/// path. YARP's own section cannot have such an id, since a name in it has no colon.</summary>
internal static class SiteIds
{
    private const string Prefix = "site:";

    /// <summary>The id of what a host stands for, or a path of it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The path with its slash; empty for the host itself.</param>
    public static string Of(string host, string path = "") => Prefix + host + path;

    /// <summary>The host, with the path if it is one's, that a route or a cluster stands for.</summary>
    /// <returns>Null for one of <c>ReverseProxy</c>.</returns>
    public static string? NameOf(string id) =>
        id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : null;

    /// <summary>Where a route or a cluster stands in the file.</summary>
    /// <returns>Null for one of <c>ReverseProxy</c>.</returns>
    public static string? PathOf(string id) => NameOf(id) is not { } name ? null
        : name.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
        ? $"Sites:{name[..slash]}:Paths:{name[slash..]}"
        : $"Sites:{name}";

    /// <summary>The cluster that stands at a place in the file: the other way round than
    /// <see cref="PathOf"/>.</summary>
    /// <returns>Null when no cluster stands there.</returns>
    public static string? IdAt(string path)
    {
        const string Sites = "Sites:";
        const string Paths = ":Paths:/";
        const string Clusters = "ReverseProxy:Clusters:";
        return path.StartsWith(Clusters, StringComparison.OrdinalIgnoreCase) ? path[Clusters.Length..]
            : path.StartsWith(Sites, StringComparison.OrdinalIgnoreCase)
            ? Of(path[Sites.Length..].Replace(Paths, "/", StringComparison.OrdinalIgnoreCase))
            : null;
    }

    /// <summary>The clusters that sites make, also those with mistakes.</summary>
    public static IEnumerable<string> ClustersOf(Dictionary<string, SiteOptions>? sites) =>
        from site in sites ?? []
        from cluster in ClustersOf(site.Key, site.Value.Settings)
        select cluster;

    private static IEnumerable<string> ClustersOf(string host, SiteSettingsOptions site) =>
        (site.To is null ? [] : new[] { Of(host) })
        .Concat((site.Paths ?? []).Where(entry => entry.Value.Settings.To is not null)
            .Select(entry => Of(host, entry.Key)));
}
