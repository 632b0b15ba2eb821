using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>A certificate that is about to expire was not renewed: those who renew them do so weeks before.</summary>
/// <param name="certificates">Looks into the folders; null not to look.</param>
internal sealed class CertificateExpires(CertificateLook? certificates) : ILintRule
{
    /// <inheritdoc/>
    public string Id => "certificate-expires";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config) =>
        from found in certificates?.ServingOf(config) ?? []
        let one = found.Certificate
        let left = one.NotAfter - certificates!.Now
        where left > TimeSpan.Zero && left <= certificates!.Notice
        select new ConfigError(found.Path, FormattableString.Invariant(
            $"{one.File}, for {string.Join(", ", one.Names)}, expires on {one.NotAfter:yyyy-MM-dd}, in {left.Days} ")
            + "day(s); see why it was not renewed: systemctl list-timers, certbot renew --dry-run.");
}
