using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration.ReverseProxy;

namespace Gateway.Proxy.Upstreams;

/// <summary>Decides which certificates of a cluster's destinations are good: those of one authority, those with a
/// pinned key, or those that are both. Asked once for each connection. Any thread may call.</summary>
/// <param name="cluster">Its id, for the log.</param>
/// <param name="connections">What the cluster says.</param>
/// <param name="logger">Hears what is wrong with the file.</param>
internal sealed class UpstreamTrust(string cluster, UpstreamConnections connections, ILogger<UpstreamTrust> logger)
{
    private readonly Lock _reading = new();
    private (DateTime Time, long Size) _stamp;
    private X509Certificate2Collection _authorities = [];

    /// <summary>Whether a destination may be talked to.</summary>
    /// <param name="leaf">Its certificate.</param>
    /// <param name="chain">What came with it.</param>
    /// <param name="errors">What .NET thinks of it, by the authorities of the machine.</param>
    public bool Accepts(X509Certificate2 leaf, X509Chain? chain, SslPolicyErrors errors) =>
        IsPinned(leaf) && (connections.Authority is not { } file
            || (!errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && IsIssued(leaf, chain, Read(file))));

    // A key says who it is, whatever else its certificate says.
    private bool IsPinned(X509Certificate2 leaf) => connections.Pins.IsEmpty || connections.Pins.Contains(
        Convert.ToBase64String(SHA256.HashData(leaf.PublicKey.ExportSubjectPublicKeyInfo())), StringComparer.Ordinal);

    private static bool IsIssued(X509Certificate2 leaf, X509Chain? sent, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
                // An authority may be an intermediate one, whose own issuer nobody has. Below the end of the chain is
                // looked at; all else, signatures above all, still counts.
                VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority,
            },
        };
        // serverAuth (RFC 5280 section 4.2.1.12).
        _ = chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            _ = chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? []);
        // By its bytes: what .NET calls equal has the same issuer and serial number, which anybody can write.
        return chain.Build(leaf) && authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(
            chain.ChainElements[^1].Certificate.RawDataMemory.Span));
    }

    // A look at the file costs nothing beside a handshake, and nobody has to watch it.
    private X509Certificate2Collection Read(string file)
    {
        lock (_reading)
        {
            var info = new FileInfo(file);
            var stamp = (info.LastWriteTimeUtc, info.Exists ? info.Length : -1);
            if (stamp != _stamp)
            {
                _stamp = stamp;
                // One that is just being written must not end what works.
                if (AuthorityFile.TryRead(file, out var read) is { } problem)
                {
                    logger.NoAuthority(cluster, file, problem, _authorities.Count);
                }
                else
                {
                    _authorities = read;
                }
            }

            return _authorities;
        }
    }
}
