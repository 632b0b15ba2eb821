using System.Net;
using Gateway.Configuration;
using Gateway.Configuration.ReverseProxy;

namespace Gateway.Tls;

/// <summary>The names that the internal authority issues for: those of the configuration, whatever a client asks
/// for.</summary>
internal static class InternalNames
{
    /// <summary>The hosts of the routes, each once, without ports.</summary>
    public static IEnumerable<string> OfSites(GatewayConfig config) => config.Hosts.Where(MatchRules.IsDnsName);

    /// <summary>The names of the machine: its own, and localhost.</summary>
    public static IReadOnlyList<string> OfMachine(GatewayConfig config) =>
        [.. new[] { config.NodeName, "localhost" }.Where(MatchRules.IsDnsName)];

    /// <summary>The addresses that are listened on, virtual, or hosts of routes, and loopback.</summary>
    public static IReadOnlyList<IPAddress> Addresses(GatewayConfig config)
    {
        var listening = config.Listeners.Select(l => l.EndPoint.Address)
            .Where(a => !a.Equals(IPAddress.Any) && !a.Equals(IPAddress.IPv6Any));
        var virtualAddresses = config.Vrrp.VirtualRouters
            .SelectMany(router => router.Addresses.Select(a => a.Address).Append(router.SourceAddress))
            .Where(a => a.Length > 0)
            .Select(a => IPAddress.Parse(a.ToString()));
        var hosts = config.Hosts.Where(host => !MatchRules.IsDnsName(host) && MatchRules.IsName(host))
            .Select(host => IPAddress.TryParse(host, out var address) ? address : null).OfType<IPAddress>();
        IPAddress[] all = [IPAddress.Loopback, IPAddress.IPv6Loopback, .. listening, .. virtualAddresses, .. hosts];
        return [.. all.Distinct()];
    }
}
