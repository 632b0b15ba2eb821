using Gateway.Tls;

namespace Gateway.Proxy;

/// <summary>The connection came in by the rule of a host that looks at clients' certificates. Any thread.</summary>
/// <param name="authority">The rule.</param>
/// <param name="handshake">What the client has shown.</param>
internal sealed class AuthenticatedClients(ClientAuthority authority, ClientHandshake handshake)
{
    private volatile ClientAuthority _authority = authority;

    /// <summary>Whether the client may come to a host with a rule: that by which it came in, or one that lets it in as
    /// well, as after a reload. Looked at once for each rule in a row.</summary>
    /// <param name="wanted">The rule.</param>
    /// <param name="context">A request of the connection.</param>
    public bool MayUse(ClientAuthority wanted, HttpContext context)
    {
        if (_authority.IsLike(wanted))
        {
            return true;
        }

        if (!wanted.Accepts(context.Connection.ClientCertificate, handshake.Issuers))
        {
            return false;
        }

        _authority = wanted;
        return true;
    }
}
