using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>A folder of certificates without any was forgotten, or the certificates were put somewhere else.</summary>
/// <param name="certificates">Looks into the folders; null not to look.</param>
internal sealed class NoCertificates(CertificateLook? certificates) : ILintRule
{
    /// <inheritdoc/>
    public string Id => "no-certificates";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config) =>
        from folder in certificates?.FoldersOf(config) ?? []
        where folder.Certificates.Count == 0
        select new ConfigError(folder.Path,
            $"{folder.Folder} has no certificate: hosts without one get one of the internal CA, which browsers do not "
            + "trust; put a PEM certificate and its key into it, or take it out of the list.");
}
