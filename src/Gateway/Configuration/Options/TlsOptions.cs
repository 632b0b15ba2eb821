namespace Gateway.Configuration.Options;

/// <summary>The <c>Tls</c> section as written.</summary>
internal sealed class TlsOptions
{
    /// <summary>Folders with PEM certificates. A relative one starts at the folder of the file.</summary>
    public List<string>? Certificates { get; set; }
}
