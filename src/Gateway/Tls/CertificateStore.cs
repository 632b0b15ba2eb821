using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tls;

/// <summary>An immutable set of certificates, found by the name a client asks for, and the terms that go with
/// it.</summary>
internal sealed class CertificateStore
{
    private readonly HostTable<SiteCertificate[]> _byName;
    private readonly ConcurrentDictionary<(SiteCertificate, ClientAuthority?), SslServerAuthenticationOptions>
        _options = [];

    /// <summary>Indexes the certificates by name. Of several for one name, the one that is valid longest serves, of
    /// those that are valid at the time.</summary>
    /// <param name="certificates">At least one. The first serves clients that name no host, or one nobody
    /// knows.</param>
    /// <param name="terms">How TLS is spoken; the defaults when null.</param>
    public CertificateStore(ImmutableArray<SiteCertificate> certificates, TlsTerms? terms = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(certificates.Length);
        (Certificates, Terms) = (certificates, terms ?? TlsTerms.Default);
        _byName = new(certificates
            .SelectMany(certificate => certificate.Names.Select(name => (name, certificate)))
            .GroupBy(entry => entry.name, entry => entry.certificate, StringComparer.OrdinalIgnoreCase)
            .Select(group => KeyValuePair.Create(group.Key, group.OrderByDescending(c => c.NotAfter).ToArray())));
    }

    /// <summary>All certificates, in the order they were found.</summary>
    public ImmutableArray<SiteCertificate> Certificates { get; }

    /// <summary>The internal authority, when some of these are its; else null.</summary>
    public InternalAuthority? InternalAuthority { get; init; }

    /// <summary>The clock that certificates are chosen by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How TLS is spoken.</summary>
    public TlsTerms Terms { get; }

    /// <summary>The certificate for a server name: an exact one before a wildcard, a wildcard before the first of
    /// all.</summary>
    /// <param name="serverName">The SNI of the ClientHello. Null or empty when the client sent none.</param>
    public SiteCertificate Find(string? serverName) =>
        _byName.Find(serverName) is { } found ? Current(found) : Certificates[0];

    /// <summary>Whether there is a certificate for a server name, and not only for want of a better one.</summary>
    public bool Covers(string? serverName) => _byName.Find(serverName) is not null;

    /// <summary>What a handshake is answered with; the same object for all that are alike.</summary>
    /// <param name="serverName">The SNI of the ClientHello.</param>
    /// <param name="clients">Whose clients are let in, by <see cref="Terms"/>.</param>
    public SslServerAuthenticationOptions Answer(string? serverName, ClientAuthority? clients) => _options.GetOrAdd(
        (Find(serverName), clients),
        (key, policy) => key.Item1.OptionsFor(policy, key.Item2),
        Terms.Policy);

    /// <summary>Whether <paramref name="certificate"/> is one of these, byte for byte.</summary>
    public bool Contains(X509Certificate certificate) => Certificates.Any(c => c.Is(certificate));

    // At each handshake: one that lies ready for its day takes over without a reload.
    private SiteCertificate Current(SiteCertificate[] found)
    {
        if (found.Length == 1)
        {
            return found[0];
        }

        var now = Time.GetUtcNow();
        return Array.Find(found, c => c.NotBefore <= now && now <= c.NotAfter) ?? found[0];
    }
}
