using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>A host of a site or route wants a certificate of its clients, and another of its hosts does not: that is
/// the way for those that have none.</summary>
internal sealed class HalfOpenSite : ILintRule
{
    /// <inheritdoc/>
    public string Id => "half-open-site";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config)
    {
        TlsHostConfig[] asking = [.. config.Tls.Hosts.Where(host => host.ClientCertificates is not null)];
        if (asking.Length == 0)
        {
            return [];
        }

        return (
            from route in config.Routes
            let hosts = (route.Match.Hosts ?? []).Select(host => AddressHost.Split(host).Name).ToArray()
            let open = hosts.FirstOrDefault(host => EntryOf(host) is null)
            let entry = hosts.Select(EntryOf)
                .FirstOrDefault(entry => entry is { ClientCertificates.IsRequired: true })
            where open is not null && entry is not null
            select new ConfigError($"Tls:Hosts:{entry.Host}:ClientCa",
                $"does not hold for \"{open}\", by which clients without a certificate come to the same upstream; "
                + "add an entry for that host, or take it out of the site or route.")).Distinct();

        // As TlsTerms finds it.
        TlsHostConfig? EntryOf(string host) => Closest(asking, entry => entry.Host, host)
            ?? (Closest(config.Tls.Aliases, alias => alias.Alias, host) is { Site: var site }
                ? Closest(asking, entry => entry.Host, site)
                : null);
    }

    // Its own before that of a wildcard, a longer wildcard before a shorter.
    private static T? Closest<T>(IEnumerable<T> all, Func<T, string> nameOf, string host)
        where T : class =>
        all.Where(one => UnservedTlsHost.Covers(nameOf(one), host))
            .MaxBy(one => nameOf(one).StartsWith('*') ? nameOf(one).Length : int.MaxValue);
}
