using Gateway.Configuration.Building;
using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.Lint;

/// <summary>Routes that are level, and that something may or may not keep apart: other headers, other query parameters,
/// other constraints. Those that nothing keeps apart are an error.</summary>
internal sealed class RoutesMayOverlap : ILintRule
{
    /// <inheritdoc/>
    public string Id => "routes-may-overlap";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config)
    {
        var known = new Dictionary<string, List<RouteConfig>>();
        foreach (var route in config.Routes)
        {
            RouteConfig? level = null;
            foreach (var key in RouteKeys.Loose(route))
            {
                var others = known.TryGetValue(key, out var found) ? found : known[key] = [];
                level ??= others.Find(other => other != route && !RouteKeys.AreApart(other, route));
                others.Add(route);
            }

            if (level is not null)
            {
                yield return new(ProxyBuilder.PathOf(route),
                    $"a request may match {ProxyBuilder.PathOf(level)} as well, with the same Order, and would be "
                    + "answered with 500; give one of them an Order (the lowest is asked first).");
            }
        }
    }
}
