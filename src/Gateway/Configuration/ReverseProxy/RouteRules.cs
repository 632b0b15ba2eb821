using Gateway.Configuration.Building;
using Gateway.Configuration.Routes;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>What routes must be beyond YARP's own rules.</summary>
/// <param name="clusterIds">The clusters there are.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class RouteRules(IReadOnlyCollection<string> clusterIds, List<ConfigError> errors)
{
    // As YARP writes it.
    private const long NoLimit = -1;

    private readonly Dictionary<string, string> _seen = [];
    private readonly HashSet<string> _clusters = new(clusterIds, StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks one route, also against those before it.</summary>
    public void Check(string path, RouteConfig route)
    {
        CheckCluster($"{path}:ClusterId", route.ClusterId, RouteExtrasReader.Read(route.Metadata).Answers);
        if (route.MaxRequestBodySize < NoLimit)
        {
            errors.Add(new($"{path}:MaxRequestBodySize",
                $"{route.MaxRequestBodySize} is out of range; use 0 or more bytes, or -1 for no limit."));
        }

        CheckPolicy(
            $"{path}:AuthorizationPolicy", route.AuthorizationPolicy,
            "\"Anonymous\" is the only one here; Metadata has Auth.Basic.UsersFile and Auth.Forward.Url.");
        CheckPolicy(
            $"{path}:CorsPolicy", route.CorsPolicy,
            "\"Disable\" is the only one here; the upstream says who may ask, or Metadata has "
                + "Headers.Response.Set.Access-Control-Allow-Origin.");

        void Fail(string key, string problem) => errors.Add(new($"{path}:Metadata:{key}", problem));
        MetadataKeys.Check(typeof(RouteConfig), route.Metadata, Fail);
        if (RouteLimits.Read(route.Metadata, Fail) is not null && RouteLimits.IsFree(route))
        {
            errors.Add(new($"{path}:RateLimiterPolicy",
                $"\"Disable\" is no limit, and Metadata:{RouteLimits.RateKey} is one; remove one of them."));
        }

        foreach (var key in RouteKeys.Exact(route))
        {
            if (!_seen.TryAdd(key, path) && _seen[key] != path)
            {
                errors.Add(new(path, ProblemOfTwins(route.RouteId, _seen[key])));
                return;
            }
        }
    }

    // YARP takes it for one that the program has; clients would get 500.
    private void CheckPolicy(string path, string? policy, string remedy)
    {
        if ("Default".Equals(policy, StringComparison.OrdinalIgnoreCase))
        {
            errors.Add(new(path, $"there is no default policy; {remedy}"));
        }
    }

    // A site has neither Match nor Order.
    private static string ProblemOfTwins(string route, string other) =>
        SiteIds.NameOf(route) is null
            ? $"matches the same requests as {other} with the same Order; clients would get 500. Change Match, or give "
                + "one an Order (the lowest is asked first)."
        : other.StartsWith("Sites:", StringComparison.Ordinal)
            ? $"takes the same requests as {other}: a slash at the end of a path makes no difference, nor does the "
                + "case of its letters; remove one."
        : $"takes the same requests as {other}; clients would get 500. Remove one, or give that route an Order (below "
            + "0 it comes before the site, above 0 behind it).";

    private void CheckCluster(string path, string? cluster, bool answers)
    {
        if (answers)
        {
            if (!string.IsNullOrEmpty(cluster))
            {
                errors.Add(new(path, "is never asked, for the route answers itself; remove it, or what answers."));
            }
        }
        else if (string.IsNullOrEmpty(cluster))
        {
            errors.Add(new(path, "required: a route without cluster answers every request with 503."));
        }
        else if (!_clusters.Contains(cluster))
        {
            errors.Add(new(path, $"there is no cluster \"{cluster}\"; {NearestName.Hint(cluster, clusterIds)}"));
        }
    }
}
