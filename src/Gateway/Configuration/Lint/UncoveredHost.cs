using System.Globalization;
using Gateway.Configuration.Building;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>A host that a certificate nearly reaches: a wildcard was thought to reach further than the one label that
/// it stands for (RFC 9525 section 6.3), or a name was thought to be for its <c>www</c>. Who has no certificate for a
/// domain means the internal CA.</summary>
/// <param name="certificates">Looks into the folders; null not to look.</param>
internal sealed class UncoveredHost(CertificateLook? certificates) : ILintRule
{
    private const string Www = "www.";

    /// <inheritdoc/>
    public string Id => "uncovered-host";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config)
    {
        string[] ports =
        [
            .. config.Listeners.Where(listener => listener.Scheme == ListenScheme.Https)
                .Select(listener => listener.EndPoint.Port.ToString(CultureInfo.InvariantCulture)),
        ];
        string[] covered =
        [
            .. (certificates?.FoldersOf(config) ?? [])
                .SelectMany(folder => folder.Certificates)
                .SelectMany(certificate => certificate.Names),
        ];
        return (
            from route in config.Routes
            from host in route.Match.Hosts ?? []
            let wanted = AddressHost.Split(host)
            where wanted.Port is { } port ? ports.Contains(port) : ports.Length > 0
            where !covered.Any(certificate => StandsFor(certificate, wanted.Name))
            let near = covered.FirstOrDefault(certificate => IsNear(certificate, wanted.Name))
            where near is not null
            select new ConfigError(ProxyBuilder.PathOf(route),
                $"no certificate is for \"{wanted.Name}\", so browsers are shown one of the internal CA, which they do "
                + $"not trust; there is one for \"{near}\""
                + (IsWildcard(near) ? ", which stands for one label alone" : "")
                + ": have this name in it, too.")).DistinctBy(error => error.Message);
    }

    private static bool IsWildcard(string name) => name.StartsWith("*.", StringComparison.Ordinal);

    private static bool StandsFor(string certificate, string host)
    {
        var (all, one) = (UnicodeHost.Of(certificate), UnicodeHost.Of(host));
        var dot = one.IndexOf('.', StringComparison.Ordinal);
        return Is(all, one) || (dot > 0 && IsWildcard(all) && Is(all[1..], one[dot..]));
    }

    // What is neither above nor below may be somebody else's: b.co.uk beside a.co.uk.
    private static bool IsNear(string certificate, string host)
    {
        var (all, one) = (UnicodeHost.Of(certificate), UnicodeHost.Of(host));
        return IsWildcard(all)
            ? Is(all[2..], one) || one.EndsWith(all[1..], StringComparison.OrdinalIgnoreCase)
                || (IsWildcard(one) && all.EndsWith(one[1..], StringComparison.OrdinalIgnoreCase))
            : Is(all, Www + one) || Is(Www + all, one);
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
