namespace Gateway.Configuration;

/// <summary>Looks into the folders of certificates, to warn of what will not serve for long.</summary>
/// <param name="In">Those of a folder (absolute) that can serve; null where there is no such folder.</param>
/// <param name="Now">The time.</param>
/// <param name="Notice">How long before its end a certificate is spoken of.</param>
internal sealed record CertificateLook(
    Func<string, IReadOnlyList<FoundCertificate>?> In, DateTimeOffset Now, TimeSpan Notice)
{
    /// <summary>The folders of a configuration that are there, each with its path in the configuration.</summary>
    public IEnumerable<(string Path, string Folder, IReadOnlyList<FoundCertificate> Certificates)> FoldersOf(
        GatewayConfig config) =>
        from named in config.CertificateFolders.Select((folder, index) => (Folder: folder, Index: index))
        let found = In(named.Folder)
        where found is not null
        select (FormattableString.Invariant($"Tls:Certificates:{named.Index}"), named.Folder, found);

    /// <summary>The certificates that clients see: of several for one name, the one that is valid longest. An old one
    /// beside its successor harms nobody.</summary>
    public IEnumerable<(string Path, FoundCertificate Certificate)> ServingOf(GatewayConfig config)
    {
        var all = FoldersOf(config)
            .SelectMany(folder => folder.Certificates.Select(one => (folder.Path, Certificate: one))).ToArray();
        return all.Where(mine => mine.Certificate.Names.Any(name => !all.Any(other =>
            other.Certificate.NotAfter > mine.Certificate.NotAfter
            && other.Certificate.Names.Contains(name, StringComparer.OrdinalIgnoreCase))));
    }
}
