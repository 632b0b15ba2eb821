using System.Collections.Immutable;
using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.Building;

/// <summary>Builds the routes and clusters of <c>ReverseProxy</c> and of <c>Sites</c>.</summary>
internal sealed class ProxyBuilder(
    DestinationRule rule, UpstreamHealthRules health, List<ConfigError> errors)
{
    private const string Root = "ReverseProxy";

    /// <summary>Builds both sections: YARP's own first.</summary>
    public async Task<(ImmutableArray<RouteConfig> Routes, ImmutableArray<ClusterConfig> Clusters)> BuildAsync(
        YarpSection section, Dictionary<string, string>? sites)
    {
        var yarp = new YarpParser(section);
        var built = new SitesBuilder(rule, errors).Build(sites);
        string[] clusterIds = [.. section.ClusterIds, .. built.Select(s => s.Cluster.ClusterId)];
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

        // In the order of the file, so that the later of two is told of the earlier; YARP's own is by name.
        var places = section.RouteIds.Index().ToDictionary(
            place => place.Item, place => place.Index, StringComparer.OrdinalIgnoreCase);
        foreach (var route in yarp.Routes.OrderBy(route => places.GetValueOrDefault(route.RouteId)))
        {
            var path = $"{Root}:Routes:{route.RouteId}";
            (section.IsSpoiled(path) ? rulesOfSpoiled : rules).Check(path, route);
            MatchRules.Check($"{path}:Match", route.Match, errors);
            TransformRules.Check($"{path}:Transforms", route.Transforms, errors);
            errors.AddRange((await yarp.ValidateAsync(route)).Where(TransformRules.IsNews)
                .Select(m => YarpErrorPath.OfRoute(path, m)));
        }

        DropEchoes(before, section);
        foreach (var (path, route, _) in built)
        {
            rules.Check(path, route);
            errors.AddRange((await yarp.ValidateAsync(route)).Select(m => new ConfigError(path, m)));
        }

        return ([.. yarp.Routes, .. built.Select(s => s.Route)], [.. yarp.Clusters, .. built.Select(s => s.Cluster)]);
    }

    /// <summary>Where a route stands in the file.</summary>
    public static string PathOf(RouteConfig route) =>
        SitesBuilder.HostOf(route.RouteId) is { } host ? $"Sites:{host}" : $"{Root}:Routes:{route.RouteId}";

    private void DropEchoes(int from, YarpSection section)
    {
        ConfigError[] found = [.. errors.Skip(from).Where(error => !section.IsSpoiled(error.Path))];
        errors.RemoveRange(from, errors.Count - from);
        errors.AddRange(found);
    }
}
