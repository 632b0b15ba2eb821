using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;

namespace Gateway.Tls;

/// <summary>A certificate with key and chain, ready for handshakes. Never disposed: a handshake may still hold it when
/// the store that it came from is replaced.</summary>
internal sealed class SiteCertificate
{
    private const string CommonName = "2.5.4.3";
    private const string SubjectAlternativeName = "2.5.29.17";

    private readonly X509Certificate2 _leaf;
    private readonly X509Certificate2Collection _intermediates;
    private readonly SslStreamCertificateContext _context;

    /// <summary>Builds the chain once, offline: a handshake never waits for a download.</summary>
    /// <param name="source">Where it came from, for the log: a file, or a word for a generated one.</param>
    /// <param name="leaf">The certificate, with its private key.</param>
    /// <param name="intermediates">The rest of the chain, in any order; may be empty.</param>
    /// <param name="isInternal">Whether the internal authority issued it.</param>
    public SiteCertificate(
        string source, X509Certificate2 leaf, X509Certificate2Collection intermediates, bool isInternal = false)
    {
        Source = source;
        IsInternal = isInternal;
        _leaf = leaf;
        _intermediates = intermediates;
        Names = NamesOf(leaf);
        NotBefore = leaf.NotBefore.ToUniversalTime();
        NotAfter = leaf.NotAfter.ToUniversalTime();
        _context = SslStreamCertificateContext.Create(leaf, intermediates, offline: true);
    }

    /// <summary>Where it came from: the path of a file, or a word for a generated one.</summary>
    public string Source { get; }

    /// <summary>Whether the internal authority issued it.</summary>
    public bool IsInternal { get; }

    /// <summary>The DNS names it is for, wildcards included; the common name when there is no subject alternative
    /// name.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Whether it has a common name and no subject alternative name, for which clients refuse it (RFC 9525
    /// section 2).</summary>
    public bool HasCommonNameAlone => AlternativeNamesOf(_leaf) is null
        && _leaf.SubjectName.EnumerateRelativeDistinguishedNames().Any(
            part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonName);

    /// <summary>Who has signed it: the common name, or all of the name without one.</summary>
    public string Issuer => _leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: true) is { Length: > 0 } name
        ? name
        : _leaf.Issuer;

    /// <summary>Start of its validity, UTC.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>End of its validity, UTC.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>Whether <paramref name="other"/> is this very certificate, byte for byte.</summary>
    public bool Is(X509Certificate other) => _leaf.RawDataMemory.Span.SequenceEqual(other.GetRawCertData());

    /// <summary>Whether it is for these names and addresses and no others.</summary>
    public bool IsFor(IEnumerable<string> names, IEnumerable<IPAddress> addresses) =>
        Names.Select(UnicodeHost.Of).SequenceEqual(names.Select(UnicodeHost.Of))
        && AddressesOf(_leaf).SequenceEqual(addresses);

    /// <summary>Whether <paramref name="authority"/> is named as its issuer, by name and by key.</summary>
    public bool IsIssuedBy(X509Certificate2 authority)
    {
        var named = _leaf.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        var own = authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()
            ?.SubjectKeyIdentifierBytes;
        return _leaf.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData)
            && named.GetValueOrDefault().Span.SequenceEqual(own.GetValueOrDefault().Span);
    }

    /// <summary>What Kestrel answers a ClientHello with. To be made once and kept for all handshakes: the session
    /// tickets and the parsed chain hang on it, and building it anew costs a third of the handshake rate.</summary>
    /// <param name="policy">Versions and suites.</param>
    /// <param name="clients">Whose clients are let in; null: everybody.</param>
    [SuppressMessage("Security", "CA5398", Justification = "A distribution's default must not bring TLS 1.0 back.")]
    public SslServerAuthenticationOptions OptionsFor(TlsPolicy policy, ClientAuthority? clients)
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _context,
            EnabledSslProtocols = policy == TlsPolicy.Modern
                ? SslProtocols.Tls13
                : SslProtocols.Tls12 | SslProtocols.Tls13,
            CipherSuitesPolicy = TlsSuites.Policy,
            // The last one for clients that offer nothing else; what follows is HTTP/1 all the same.
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11, new("http/1.0")],
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (clients is not null)
        {
            // A context of its own: it tells the client whose certificates it may choose from.
            options.ServerCertificateContext =
                SslStreamCertificateContext.Create(_leaf, _intermediates, offline: true, clients.Trust);
            clients.Apply(options);
        }

        return options;
    }

    /// <summary>What a ClientHello by QUIC is answered with: TLS 1.3 and HTTP/3, whatever the policy (RFC 9001 section
    /// 4.2). Made once.</summary>
    public SslServerAuthenticationOptions Http3Options => field ??= new()
    {
        ServerCertificateContext = _context,
        ApplicationProtocols = [SslApplicationProtocol.Http3],
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
    };

    private static IEnumerable<IPAddress> AddressesOf(X509Certificate2 leaf) =>
        leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateIPAddresses());

    private static X509Extension? AlternativeNamesOf(X509Certificate2 leaf) =>
        leaf.Extensions.FirstOrDefault(extension => extension.Oid?.Value == SubjectAlternativeName);

    private static ImmutableArray<string> NamesOf(X509Certificate2 leaf) => AlternativeNamesOf(leaf) is { } names
        ? [.. new X509SubjectAlternativeNameExtension(names.RawData).EnumerateDnsNames()]
        : [leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: false)];
}
