using System.Net;
using Gateway.Configuration;

namespace Gateway.Tls;

/// <summary>How TLS is spoken with whom, whatever the certificate.</summary>
internal sealed class TlsTerms
{
    private readonly HostTable<ClientAuthority> _clients;
    private readonly HostTable<string> _strictTransport;
    private readonly HostTable<string> _sites;

    /// <summary>Takes what is configured.</summary>
    /// <param name="tls">The terms.</param>
    /// <param name="served">The hosts of all sites and routes: the wildcard of an alias takes none that one of these
    /// names more exactly.</param>
    public TlsTerms(TlsConfig tls, IEnumerable<string>? served = null)
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
        _sites = new(
            tls.Aliases.Select(alias => KeyValuePair.Create(alias.Alias, alias.Site))
                .Concat((tls.Aliases.IsEmpty ? null : served)?.Select(host => KeyValuePair.Create(host, host)) ?? []),
            WildcardReach.AllBelow);
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
    public ClientAuthority? ClientsOf(string? host)
    {
        var clients = Find(_clients, host);
        // No client asks for an address by name (RFC 6066 section 3), so that none can be asked for a certificate
        // there: where one without is served, it is.
        return clients is not null && IsAddress(host) && clients.Accepts(null) ? null : clients;
    }

    /// <summary>What <c>Strict-Transport-Security</c> says for a host; null: nothing. An alias is not all the names
    /// below it (RFC 6797 section 6.1.2), and an address has no such thing (section 8.1.1).</summary>
    public string? StrictTransportOf(string host) =>
        _strictTransport.Find(host) ?? (IsAddress(host) ? null : Find(_strictTransport, host)?.Split(';')[0]);

    private T? Find<T>(HostTable<T> table, string? host)
        where T : class =>
        table.IsEmpty || host is null
            ? null
            : table.Find(host) ?? (_sites.Find(AddressHost.Of(host)) is { } site ? table.Find(site) : null);

    private static bool IsAddress(string? host) => IPAddress.TryParse(host, out _);
}
