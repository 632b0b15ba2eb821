using System.Collections.Immutable;
using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;

namespace Gateway.Configuration.Building;

/// <summary>Builds <c>Sites</c>: each entry becomes a route and a cluster with the id <c>site:HOST</c>. YARP's own
/// section cannot have such an id, since a name in it has no colon.</summary>
internal sealed class SitesBuilder(DestinationRule rule, List<ConfigError> errors)
{
    private const string IdPrefix = "site:";

    // A connection now and then tells nobody anything and costs nothing, and lets "Track" follow the site. With one
    // upstream nothing is gained by turning requests away, so it is asked whatever its state.
    private static readonly Yarp.ReverseProxy.Configuration.HealthCheckConfig Watched = new()
    {
        AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
        Active = new() { Enabled = true, Policy = HealthPolicy.Tcp },
        Passive = new() { Enabled = true, Policy = HealthPolicy.ConsecutiveErrors },
    };

    /// <summary>Builds all sites without errors.</summary>
    public ImmutableArray<Site> Build(Dictionary<string, string>? options)
    {
        var sites = ImmutableArray.CreateBuilder<Site>();
        foreach (var (host, upstream) in options ?? [])
        {
            var path = $"Sites:{host}";
            if (!MatchRules.IsName(host))
            {
                errors.Add(new(path,
                    $"\"{host}\" is not a host name; write for example \"app.example.com\" or \"*.example.com\"."));
            }
            else if (rule.Problem(upstream) is { } problem)
            {
                errors.Add(new(path, problem));
            }
            else
            {
                sites.Add(BuildSite(path, host, upstream));
            }
        }

        return sites.ToImmutable();
    }

    /// <summary>The id of the cluster that a host stands for.</summary>
    public static string ClusterOf(string host) => IdPrefix + host;

    /// <summary>The host that a route or a cluster stands for.</summary>
    /// <returns>Null for one of <c>ReverseProxy</c>.</returns>
    public static string? HostOf(string id) =>
        id.StartsWith(IdPrefix, StringComparison.Ordinal) ? id[IdPrefix.Length..] : null;

    private static Site BuildSite(string path, string host, string upstream)
    {
        var id = ClusterOf(host);
        var destinations = new Dictionary<string, DestinationConfig>
        {
            [new Uri(upstream).Authority] = new() { Address = upstream },
        };
        return new(
            path,
            new() { RouteId = id, ClusterId = id, Match = new() { Hosts = [host] } },
            new() { ClusterId = id, Destinations = destinations, HealthCheck = Watched });
    }
}
