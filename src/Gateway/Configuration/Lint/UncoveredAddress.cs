using System.Net;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Lint;

/// <summary>A virtual address on which nothing listens: it moves from machine to machine, and refuses
/// connections.</summary>
internal sealed class UncoveredAddress : ILintRule
{
    /// <inheritdoc/>
    public string Id => "uncovered-address";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config)
    {
        if (config.Listeners.IsEmpty)
        {
            yield break;
        }

        foreach (var router in config.Vrrp.VirtualRouters)
        {
            foreach (var own in router.Owned.Where(own => !IsCovered(own.Prefix.Address, config)))
            {
                yield return new($"Vrrp:Instances:{router.Name}:Addresses",
                    $"nothing listens on {own.Prefix.Address}: clients that come to it are refused; add it to Listen, "
                    + "or listen on \"*\".");
            }
        }
    }

    // Link-local addresses are for VRRP itself (RFC 9568 section 5.2.9).
    private static bool IsCovered(IpAddr own, GatewayConfig config)
    {
        var address = IPAddress.Parse(own.ToString());
        return address.IsIPv6LinkLocal
            || config.Listeners.Any(listener => listener.Covers(address));
    }
}
