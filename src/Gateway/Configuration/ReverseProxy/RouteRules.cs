using Gateway.Vrrp.Config;
using Microsoft.AspNetCore.Routing.Patterns;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>What routes must be beyond YARP's own rules.</summary>
/// <param name="clusterIds">The clusters there are.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class RouteRules(IReadOnlyCollection<string> clusterIds, List<ConfigError> errors)
{
    private const string Everything = "/{**catchall}";

    private readonly Dictionary<string, string> _seen = [];

    /// <summary>Checks one route, also against those before it.</summary>
    public void Check(string path, RouteConfig route)
    {
        CheckCluster($"{path}:ClusterId", route.ClusterId);
        foreach (var key in MatchKeys(route))
        {
            if (!_seen.TryAdd(key, path) && _seen[key] != path)
            {
                errors.Add(new(path,
                    $"matches the same requests as {_seen[key]} with the same Order; each would be answered with 500. "
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
        else if (!clusterIds.Contains(cluster, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add(new(path, $"there is no cluster \"{cluster}\"; {NearestName.Hint(cluster, clusterIds)}"));
        }
    }

    // Two routes with one key among these are equally good for some request, and ASP.NET Core's routing then gives up.
    private static IEnumerable<string> MatchKeys(RouteConfig route)
    {
        var match = route.Match ?? new();
        if (Shape(match.Path) is not { } path)
        {
            yield break;
        }

        var headers = Join((match.Headers ?? [])
            .Select(h => $"{h.Name}|{h.Mode}|{h.IsCaseSensitive}|{Join(h.Values)}"));
        var query = Join((match.QueryParameters ?? [])
            .Select(q => $"{q.Name}|{q.Mode}|{q.IsCaseSensitive}|{Join(q.Values)}"));
        foreach (var host in match.Hosts is null or [] ? ["any"] : match.Hosts)
        {
            foreach (var method in match.Methods is null or [] ? ["any"] : match.Methods)
            {
                yield return $"{route.Order ?? 0} {method} {host} {path} {headers} {query}".ToUpperInvariant();
            }
        }
    }

    private static string Join(IEnumerable<string>? values) =>
        string.Join(',', (values ?? []).Order(StringComparer.Ordinal));

    // "/{id}" and "/{name}" match alike: parameters count by kind and constraint, not by name.
    private static string? Shape(string? path)
    {
        try
        {
            var pattern = RoutePatternFactory.Parse(string.IsNullOrEmpty(path) ? Everything : path);
            return string.Join('/', pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(Shape))));
        }
        catch (RoutePatternException)
        {
            return null; // YARP's validator reports it.
        }
    }

    private static string Shape(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter =>
            $"{{{parameter.ParameterKind}:{string.Join(':', parameter.ParameterPolicies.Select(p => p.Content))}}}",
        _ => "",
    };
}
