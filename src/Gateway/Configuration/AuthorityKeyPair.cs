namespace Gateway.Configuration;

/// <summary>An authority's certificate and key, read and found to belong together.</summary>
/// <param name="CertificateFile">Where the certificate stands, absolute.</param>
/// <param name="Certificate">PEM: the authority's certificate first, then what is above it, without the root or with
/// it.</param>
/// <param name="Key">PEM, the private key.</param>
internal sealed record AuthorityKeyPair(string CertificateFile, string Certificate, string Key)
{
    /// <summary>Where the key stands, absolute; null when it is in no file.</summary>
    public string? KeyFile { get; init; }

    /// <inheritdoc/>
    public override string ToString() => CertificateFile;
}
