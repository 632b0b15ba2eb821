using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration.ReverseProxy;

namespace Gateway.Proxy.Upstreams;

/// <summary>Decides which certificates of a cluster's destinations are good: those of one authority, those with a
/// pinned key, those that are both, or those that the machine trusts. Asked once for each connection. Any thread may
/// call.</summary>
/// <param name="cluster">Its id, for the log.</param>
/// <param name="connections">What the cluster says.</param>
/// <param name="logger">Hears what is wrong with the file.</param>
internal sealed class UpstreamTrust(string cluster, UpstreamConnections connections, ILogger<UpstreamTrust> logger)
{
    private readonly Lock _reading = new();
    private (DateTime Time, long Size) _stamp;
    private X509Certificate2Collection _authorities = [];

    /// <summary>Why a destination may not be talked to.</summary>
    /// <param name="name">The name that its certificate was to have.</param>
    /// <param name="shown">Its certificate.</param>
    /// <param name="chain">What came with it.</param>
    /// <param name="errors">What .NET thinks of it, by the authorities of the machine.</param>
    /// <returns>What it has and what was expected, without a full stop; null when it may.</returns>
    public string? Refusal(string? name, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is not X509Certificate2 leaf)
        {
            return "it shows no certificate";
        }

        var faults = FaultsOf(name, leaf, chain, errors);
        return faults.Count == 0 ? null : string.Join("; ", faults);
    }

    private List<string> FaultsOf(string? name, X509Certificate2 leaf, X509Chain? chain, SslPolicyErrors errors)
    {
        var (pins, faults) = (connections.Pins, new List<string>());
        if (!pins.IsEmpty && !pins.Contains(CertificateFaults.PinOf(leaf), StringComparer.Ordinal))
        {
            faults.Add(CertificateFaults.OfPin(leaf, pins));
        }

        // A key says who it is, whatever else its certificate says.
        if (!pins.IsEmpty && connections.Authority is null)
        {
            return faults;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults.Add(CertificateFaults.OfName(leaf, name));
        }

        if (connections.Authority is { } file)
        {
            faults.AddRange(FaultsBy(file, leaf, chain));
        }
        else if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            faults.AddRange(FaultsByMachine(chain));
        }

        return faults;
    }

    // At least one, whatever there is to say.
    private static List<string> FaultsByMachine(X509Chain? chain)
    {
        const X509ChainStatusFlags NoEnd = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        List<string> faults = chain is null ? [] : [.. CertificateFaults.OfChain(chain)];
        if (chain is { ChainElements.Count: > 0 }
            && (faults.Count == 0 || chain.ChainStatus.Any(status => (status.Status & NoEnd) != 0)))
        {
            faults.Add(CertificateFaults.OfAuthority(
                chain, "this machine does not trust that; UpstreamCa or UpstreamPin says whom to trust instead"));
        }

        return faults.Count > 0 ? faults : ["its certificate is not valid"];
    }

    private List<string> FaultsBy(string file, X509Certificate2 leaf, X509Chain? sent)
    {
        var authorities = Read(file);
        using var chain = ChainTo(authorities, sent);
        var isGood = chain.Build(leaf);
        // By its bytes: what .NET calls equal has the same issuer and serial number, which anybody can write.
        var isIssued = authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(
            chain.ChainElements[^1].Certificate.RawDataMemory.Span));
        if (isGood && isIssued)
        {
            return [];
        }

        List<string> faults = [.. CertificateFaults.OfChain(chain)];
        if (!isIssued || faults.Count == 0)
        {
            var known = string.Join(", ", authorities.Select(authority => authority.Subject));
            faults.Add(CertificateFaults.OfAuthority(
                chain, known.Length == 0 ? $"{file} has no authority" : $"{file} has only {known}"));
        }

        return faults;
    }

    private static X509Chain ChainTo(X509Certificate2Collection authorities, X509Chain? sent)
    {
        var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
                // An authority may be an intermediate one, whose own issuer nobody has. The end of the chain is looked
                // at apart; all else, signatures above all, still counts.
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
        return chain;
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
