using Gateway.Configuration;

namespace Gateway.Tls;

/// <summary>How TLS is spoken with whom, whatever the certificate.</summary>
internal sealed class TlsTerms
{
    private readonly HostTable<ClientAuthority> _clients;
    private readonly HostTable<string> _strictTransport;

    /// <summary>Takes what is configured.</summary>
    /// <param name="tls">The terms.</param>
    /// <param name="httpsPort">The port of the first HTTPS listener; null without any.</param>
    public TlsTerms(TlsConfig tls, int? httpsPort)
    {
        (Policy, RequiresServerName, HttpsPort) = (tls.Policy, tls.RequireServerName, httpsPort);
        // A site "*.example.com" takes a.b.example.com, too: what is asked of it must be asked there as well.
        _clients = new(tls.Hosts.Where(host => host.ClientCertificates is not null)
            .Select(host => KeyValuePair.Create(host.Host, new ClientAuthority(host.ClientCertificates!))),
            WildcardReach.AnyLabels);
        _strictTransport = new(tls.Hosts.Where(host => host.StrictTransportSecurity is not null)
            .Select(host => KeyValuePair.Create(host.Host, host.StrictTransportSecurity!)),
            WildcardReach.AnyLabels);
        IsPlain = _clients.IsEmpty && _strictTransport.IsEmpty;
    }

    /// <summary>Those that nobody has said anything about.</summary>
    public static TlsTerms Default { get; } = new(TlsConfig.Default, null);

    /// <summary>Versions and suites.</summary>
    public TlsPolicy Policy { get; }

    /// <summary>Whether a client must ask for a host that is known here.</summary>
    public bool RequiresServerName { get; }

    /// <summary>The port of the first HTTPS listener; null without any.</summary>
    public int? HttpsPort { get; }

    /// <summary>Whether no host is special.</summary>
    public bool IsPlain { get; }

    /// <summary>Whose clients are let in to a host; null: everybody.</summary>
    public ClientAuthority? ClientsOf(string? host) => _clients.Find(host);

    /// <summary>What <c>Strict-Transport-Security</c> says for a host; null: nothing.</summary>
    public string? StrictTransportOf(string host) => _strictTransport.Find(host);
}
