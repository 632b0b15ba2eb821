using Gateway.Configuration;

namespace Gateway.Tls;

/// <summary>How TLS is spoken with whom, whatever the certificate.</summary>
internal sealed class TlsTerms
{
    private readonly HostTable<ClientAuthority> _clients;
    private readonly HostTable<string> _strictTransport;

    /// <summary>Takes what is configured.</summary>
    public TlsTerms(TlsConfig tls)
    {
        (Policy, RequiresServerName) = (tls.Policy, tls.RequireServerName);
        // As routes take wildcards: what they let through is held to the terms.
        _clients = new(
            tls.Hosts.Where(host => host.ClientCertificates is not null)
                .Select(host => KeyValuePair.Create(host.Host, new ClientAuthority(host.ClientCertificates!))),
            WildcardReach.AllBelow);
        _strictTransport = new(
            tls.Hosts.Where(host => host.StrictTransportSecurity is not null)
                .Select(host => KeyValuePair.Create(host.Host, host.StrictTransportSecurity!)),
            WildcardReach.AllBelow);
        IsPlain = _clients.IsEmpty && _strictTransport.IsEmpty;
    }

    /// <summary>Those that nobody has said anything about.</summary>
    public static TlsTerms Default { get; } = new(TlsConfig.Default);

    /// <summary>Versions and suites.</summary>
    public TlsPolicy Policy { get; }

    /// <summary>Whether a client must ask for a host that is known here.</summary>
    public bool RequiresServerName { get; }

    /// <summary>Whether no host is special.</summary>
    public bool IsPlain { get; }

    /// <summary>Whose clients are let in to a host; null: everybody.</summary>
    public ClientAuthority? ClientsOf(string? host) => _clients.Find(host);

    /// <summary>What <c>Strict-Transport-Security</c> says for a host; null: nothing.</summary>
    public string? StrictTransportOf(string host) => _strictTransport.Find(host);
}
