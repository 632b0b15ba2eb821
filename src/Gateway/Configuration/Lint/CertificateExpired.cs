using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>A certificate whose time is over serves all the same, and clients turn away.</summary>
/// <param name="certificates">Looks into the folders; null not to look.</param>
internal sealed class CertificateExpired(CertificateLook? certificates) : ILintRule
{
    /// <inheritdoc/>
    public string Id => "certificate-expired";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config) =>
        from found in certificates?.ServingOf(config) ?? []
        let one = found.Certificate
        where one.NotAfter <= certificates!.Now
        select new ConfigError(found.Path, FormattableString.Invariant(
            $"{one.File}, for {string.Join(", ", one.Names)}, expired on {one.NotAfter:yyyy-MM-dd}: clients refuse it")
            + "; renew it (certbot renew, or whatever renews yours), and put the new one in its place.");
}
