namespace Gateway.Configuration;

/// <summary>Which certificates of clients are believed.</summary>
/// <param name="File">Where the authorities stand, absolute.</param>
/// <param name="Authorities">What stands there: PEM, one certificate or more.</param>
/// <param name="IsRequired">Whether a client without one is refused; otherwise it is served without a word about
/// it.</param>
internal sealed record ClientCertificateConfig(string File, string Authorities, bool IsRequired);
