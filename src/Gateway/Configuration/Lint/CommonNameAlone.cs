using System.Net;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>A certificate that names its host as its subject alone, as OpenSSL's short commands make it: the gateway
/// goes by that, and no client of today does (RFC 9525 section 2).</summary>
/// <param name="certificates">Looks into the folders; null not to look.</param>
internal sealed class CommonNameAlone(CertificateLook? certificates) : ILintRule
{
    /// <inheritdoc/>
    public string Id => "common-name-alone";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config) =>
        from found in certificates?.ServingOf(config) ?? []
        let one = found.Certificate
        where one.HasCommonNameAlone
        select new ConfigError(found.Path,
            $"{one.File} names its host, {string.Join(", ", one.Names)}, as its common name alone: browsers refuse it; "
            + "have it issued with a subject alternative name "
            + $"(openssl req ... -addext \"subjectAltName={Kind(one.Names[0])}:{one.Names[0]}\").");

    private static string Kind(string name) => IPAddress.TryParse(name, out _) ? "IP" : "DNS";
}
