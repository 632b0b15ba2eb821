using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tls;

/// <summary>An immutable set of certificates, found by the name a client asks for.</summary>
internal sealed class CertificateStore
{
    private readonly FrozenDictionary<string, SiteCertificate> _byName;

    /// <summary>Indexes the certificates by name. Of several for one name, the one that is valid longest
    /// serves.</summary>
    /// <param name="certificates">At least one. The first serves clients that name no host, or one nobody
    /// knows.</param>
    public CertificateStore(ImmutableArray<SiteCertificate> certificates)
    {
        ArgumentOutOfRangeException.ThrowIfZero(certificates.Length);
        Certificates = certificates;
        _byName = certificates
            .SelectMany(certificate => certificate.Names.Select(name => (name, certificate)))
            .GroupBy(entry => entry.name, entry => entry.certificate, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(g => g.Key, g => g.MaxBy(c => c.NotAfter)!, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All certificates, in the order they were found.</summary>
    public ImmutableArray<SiteCertificate> Certificates { get; }

    /// <summary>The certificate for a server name: an exact one before a wildcard, a wildcard before the first of
    /// all.</summary>
    /// <param name="serverName">The SNI of the ClientHello. Null or empty when the client sent none.</param>
    public SiteCertificate Find(string? serverName)
    {
        if (string.IsNullOrEmpty(serverName))
        {
            return Certificates[0];
        }

        var name = serverName.EndsWith('.') ? serverName[..^1] : serverName;
        return _byName.GetValueOrDefault(name) ?? FindWildcard(name) ?? Certificates[0];
    }

    /// <summary>Whether <paramref name="certificate"/> is one of these, byte for byte.</summary>
    public bool Contains(X509Certificate certificate) => Certificates.Any(c => c.Is(certificate));

    // A wildcard stands for exactly one label (RFC 9525 section 6.3).
    private SiteCertificate? FindWildcard(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 1 ? null : _byName.GetValueOrDefault(string.Concat("*", name.AsSpan(dot)));
    }
}
