using System.Collections.Immutable;
using System.Globalization;
using Gateway.Configuration.ReverseProxy;
using Gateway.Configuration.Routes;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.Building;

/// <summary>Builds the routes and clusters of <c>ReverseProxy</c>, with those of <c>Sites</c> behind them.</summary>
/// <param name="rule">What an upstream must be.</param>
/// <param name="health">What the health keys of a cluster must be.</param>
/// <param name="connections">What its keys about connections must be.</param>
/// <param name="files">Makes the files of extras absolute.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class ProxyBuilder(
    DestinationRule rule, UpstreamHealthRules health, UpstreamConnectionRules connections, RouteFiles files,
    List<ConfigError> errors)
{
    private const string Root = "ReverseProxy";

    /// <summary>Builds both sections: YARP's own first.</summary>
    public async Task<(ImmutableArray<RouteConfig> Routes, ImmutableArray<ClusterConfig> Clusters)> BuildAsync(
        YarpSection section, ImmutableArray<Site> sites)
    {
        var yarp = new YarpParser(section);
        var ofSites = sites.Select(site => site.Cluster).OfType<ClusterConfig>().ToArray();
        string[] clusterIds = [.. section.ClusterIds, .. ofSites.Select(cluster => cluster.ClusterId)];
        // What is left of a route with errors matches other requests than it was meant to.
        var (rules, rulesOfSpoiled) = (new RouteRules(clusterIds, errors), new RouteRules(clusterIds, errors));
        var before = errors.Count;

        foreach (var cluster in yarp.Clusters)
        {
            var path = $"{Root}:Clusters:{cluster.ClusterId}";
            ClusterRules.Check(path, cluster, rule, errors);
            if (!section.IsSpoiled($"{path}:HealthCheck"))
            {
                health.Check(path, cluster);
            }

            errors.AddRange((await yarp.ValidateAsync(cluster)).Select(m => YarpErrorPath.OfCluster(path, m)));
        }

        var routes = new List<RouteConfig>();
        // In the order of the file, so that the later of two is told of the earlier; YARP's own is by name.
        var places = section.RouteIds.Index().ToDictionary(
            place => place.Item, place => place.Index, StringComparer.OrdinalIgnoreCase);
        foreach (var route in yarp.Routes.OrderBy(route => places.GetValueOrDefault(route.RouteId)))
        {
            var path = $"{Root}:Routes:{route.RouteId}";
            (section.IsSpoiled(path) ? rulesOfSpoiled : rules).Check(path, route);
            MatchRules.Check($"{path}:Match", route.Match, errors);
            TransformRules.Check($"{path}:Transforms", route.Transforms, errors);
            routes.Add(Complete(path, route));
            errors.AddRange((await yarp.ValidateAsync(route)).Where(TransformRules.IsNews)
                .Select(m => YarpErrorPath.OfRoute(path, m)));
        }

        DropEchoes(before, section);
        foreach (var (path, route, _) in sites)
        {
            rules.Check(path, route);
            errors.AddRange((await yarp.ValidateAsync(route)).Select(m => new ConfigError(path, m)));
        }

        var clusters = yarp.Clusters.Select(cluster => connections.Build(
            cluster, key => $"{Root}:Clusters:{cluster.ClusterId}:Metadata:{key}"));
        return ([.. routes, .. sites.Select(site => site.Route)], [.. clusters, .. ofSites]);
    }

    /// <summary>Where a route stands in the file.</summary>
    public static string PathOf(RouteConfig route) =>
        SiteIds.PathOf(route.RouteId) ?? $"{Root}:Routes:{route.RouteId}";

    // The extras of a route, read and with absolute paths.
    private RouteConfig Complete(string path, RouteConfig route)
    {
        void Fail(string key, string problem) => errors.Add(new($"{path}:Metadata:{key}", problem));

        RouteTexts.CheckKeys(route.Metadata, Fail);
        var texts = files.Absolute(route.Metadata ?? new Dictionary<string, string>(), Fail);
        _ = new RouteExtrasReader(texts, Fail).Read();
        if (route.MaxRequestBodySize is >= 0 and { } size)
        {
            // YARP overlooks a route that differs in this alone.
            _ = texts.TryAdd("MaxBody", size.ToString(CultureInfo.InvariantCulture));
        }

        return texts.Count > 0 ? route with { Metadata = texts } : route;
    }

    private void DropEchoes(int from, YarpSection section)
    {
        ConfigError[] found = [.. errors.Skip(from).Where(error => !section.IsSpoiled(error.Path))];
        errors.RemoveRange(from, errors.Count - from);
        errors.AddRange(found);
    }
}
