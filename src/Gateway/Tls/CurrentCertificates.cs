namespace Gateway.Tls;

/// <summary>The certificates that new handshakes use. Replacing them is one reference write: no listener closes, and
/// handshakes under way finish with what they began with.</summary>
internal sealed class CurrentCertificates(CertificateStore store)
{
    private volatile CertificateStore _store = store;

    /// <summary>The store for the next handshake. Read once a handshake; written by whoever reloads.</summary>
    public CertificateStore Store
    {
        get => _store;
        set => _store = value;
    }
}
