using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>What routes must be beyond YARP's own rules.</summary>
/// <param name="clusterIds">The clusters there are.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class RouteRules(IReadOnlyCollection<string> clusterIds, List<ConfigError> errors)
{
    private readonly Dictionary<string, string> _seen = [];
    private readonly HashSet<string> _clusters = new(clusterIds, StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks one route, also against those before it.</summary>
    public void Check(string path, RouteConfig route)
    {
        CheckCluster($"{path}:ClusterId", route.ClusterId);
        foreach (var key in RouteKeys.Exact(route))
        {
            if (!_seen.TryAdd(key, path) && _seen[key] != path)
            {
                errors.Add(new(path,
                    $"matches the same requests as {_seen[key]} with the same Order; clients would get 500. "
                    + "Change Match, or give one an Order (the lowest is asked first)."));
                return;
            }
        }
    }

    private void CheckCluster(string path, string? cluster)
    {
        if (string.IsNullOrEmpty(cluster))
        {
            errors.Add(new(path, "required: a route without cluster answers every request with 503."));
        }
        else if (!_clusters.Contains(cluster))
        {
            errors.Add(new(path, $"there is no cluster \"{cluster}\"; {NearestName.Hint(cluster, clusterIds)}"));
        }
    }
}
