using Gateway.Configuration.Building;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>A host without a certificate, where another of its domain has one: most often a wildcard was thought to
/// reach further than the one label that it stands for (RFC 9525 section 6.3). Where a domain has none at all, the
/// internal CA is meant.</summary>
/// <param name="certificates">Looks into the folders; null not to look.</param>
internal sealed class UncoveredHost(CertificateLook? certificates) : ILintRule
{
    // example.com: what is above belongs to everybody.
    private const int LabelsOfDomain = 2;

    /// <inheritdoc/>
    public string Id => "uncovered-host";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config)
    {
        if (config.Listeners.All(listener => listener.Scheme != ListenScheme.Https))
        {
            return [];
        }

        string[] covered =
        [
            .. (certificates?.FoldersOf(config) ?? [])
                .SelectMany(folder => folder.Certificates)
                .SelectMany(certificate => certificate.Names),
        ];
        return (
            from route in config.Routes
            from host in route.Match.Hosts ?? []
            let name = AddressHost.Split(host).Name
            where !covered.Any(certificate => StandsFor(certificate, name))
            let relative = covered.FirstOrDefault(certificate => DomainOf(certificate) is { } domain
                && domain.Equals(DomainOf(name), StringComparison.OrdinalIgnoreCase))
            where relative is not null
            select new ConfigError(ProxyBuilder.PathOf(route),
                $"no certificate is for \"{name}\", so browsers are shown one of the internal CA, which they do not "
                + $"trust; there is one for \"{relative}\""
                + (relative.StartsWith("*.", StringComparison.Ordinal) ? ", which stands for one label alone" : "")
                + ": have this name in it, too.")).Distinct();
    }

    private static bool StandsFor(string certificate, string host)
    {
        var (all, one) = (UnicodeHost.Of(certificate), UnicodeHost.Of(host));
        var dot = one.IndexOf('.', StringComparison.Ordinal);
        return all.Equals(one, StringComparison.OrdinalIgnoreCase)
            || (dot > 0 && all.StartsWith("*.", StringComparison.Ordinal)
                && one[dot..].Equals(all[1..], StringComparison.OrdinalIgnoreCase));
    }

    // Null for an address and for a single label.
    private static string? DomainOf(string name)
    {
        var labels = UnicodeHost.Of(name).Split('.');
        return labels.Length < LabelsOfDomain || labels[^1].All(char.IsAsciiDigit)
            ? null
            : string.Join('.', labels[^LabelsOfDomain..]);
    }
}
