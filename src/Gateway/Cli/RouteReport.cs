using System.Text;
using Gateway.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Cli;

/// <summary>What becomes of a request, in words.</summary>
internal static class RouteReport
{
    private const string SitePrefix = "site:";

    /// <summary>Describes a route with its cluster.</summary>
    public static string Describe(RouteConfig route, GatewayConfig config)
    {
        var text = new StringBuilder();
        _ = text.Append("route        ").AppendLine(NameOf(route.RouteId, "ReverseProxy:Routes"));
        foreach (var transform in route.Transforms ?? [])
        {
            _ = text.Append("transform    ").AppendLine(string.Join(", ", transform.Select(t => $"{t.Key}={t.Value}")));
        }

        var cluster = config.Clusters.FirstOrDefault(cluster => cluster.ClusterId == route.ClusterId);
        _ = text.Append("cluster      ").AppendLine(
            cluster is null ? "none" : NameOf(cluster.ClusterId, "ReverseProxy:Clusters"));
        foreach (var (name, destination) in cluster?.Destinations ?? new Dictionary<string, DestinationConfig>())
        {
            _ = text.Append("destination  ").Append(name).Append(": ").AppendLine(destination.Address);
        }

        if (cluster?.Destinations?.Count > 1)
        {
            _ = text.Append("balancing    ").AppendLine(cluster.LoadBalancingPolicy ?? "PowerOfTwoChoices");
        }

        return text.ToString();
    }

    private static string NameOf(string id, string section) =>
        id.StartsWith(SitePrefix, StringComparison.Ordinal) ? $"Sites:{id[SitePrefix.Length..]}" : $"{section}:{id}";
}
