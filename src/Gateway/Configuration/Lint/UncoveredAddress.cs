using System.Net;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Lint;

/// <summary>A virtual address on which nothing listens, or not what the configuration is for: it moves from machine to
/// machine, and refuses connections.</summary>
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

        var wanted = Wanted(config);
        var all = config.Vrrp.VirtualRouters.SelectMany(router => router.Owned).Select(AddressOf).ToArray();
        foreach (var router in config.Vrrp.VirtualRouters)
        {
            // Link-local addresses are for VRRP itself (RFC 9568 section 5.2.9).
            foreach (var own in router.Owned.Select(AddressOf).Where(own => !own.IsIPv6LinkLocal))
            {
                var path = $"Vrrp:Instances:{router.Name}:Addresses";
                if (!config.Listeners.Any(listener => listener.Covers(own)))
                {
                    yield return new(path,
                        $"nothing listens on {own}: clients that come to it are refused; add it to Listen, or listen "
                        + "on \"*\".");
                }
                else if (wanted.Length > 0 && !IsMeant(own, all, wanted, config))
                {
                    yield return new(path,
                        $"no listener of Listen:{wanted[0].Scheme} is on {own}: clients that come to it for "
                        + $"{wanted[0].Scheme.ToString().ToUpperInvariant()} are refused; add it there, or listen on "
                        + "\"*\".");
                }
            }
        }
    }

    // What clients come for: HTTPS where there is any, else HTTP; none where there are only streams.
    private static ListenEndpoint[] Wanted(GatewayConfig config)
    {
        var proxy = config.Listeners.Where(listener => listener.Stream is null).ToLookup(listener => listener.Scheme);
        return [.. proxy[ListenScheme.Https].Any() ? proxy[ListenScheme.Https] : proxy[ListenScheme.Http]];
    }

    // One address may be for HTTPS and another for the rest. That is a choice where HTTPS has another one of the same
    // family, or another one at all while a listener names this one; where it has none, somebody mistyped its own.
    private static bool IsMeant(IPAddress own, IPAddress[] all, ListenEndpoint[] wanted, GatewayConfig config)
    {
        var served = all.Where(address => wanted.Any(listener => listener.Covers(address))).ToArray();
        return served.Any(address => address.AddressFamily == own.AddressFamily)
            || (served.Length > 0 && config.Listeners.Any(listener => listener.EndPoint.Address.Equals(own)));
    }

    private static IPAddress AddressOf(OwnedAddress own) => IPAddress.Parse(own.Prefix.Address.ToString());
}
