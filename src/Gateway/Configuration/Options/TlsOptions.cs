namespace Gateway.Configuration.Options;

/// <summary>The <c>Tls</c> section as written.</summary>
internal sealed class TlsOptions
{
    /// <summary>Folders with PEM certificates and keys, as certbot, lego and acme.sh write them. A relative one starts
    /// at the folder of the file. Defaults to none: self-signed.</summary>
    public List<string>? Certificates { get; set; }
}
