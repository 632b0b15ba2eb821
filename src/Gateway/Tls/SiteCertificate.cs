using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tls;

/// <summary>A certificate with key and chain, ready for handshakes. Never disposed: a handshake may still hold it when
/// the store that it came from is replaced.</summary>
internal sealed class SiteCertificate
{
    private const string SubjectAlternativeName = "2.5.29.17";

    private readonly X509Certificate2 _leaf;

    /// <summary>Builds the chain once, offline: a handshake never waits for a download.</summary>
    /// <param name="source">Where it came from, for the log: a file, or a word for a generated one.</param>
    /// <param name="leaf">The certificate, with its private key.</param>
    /// <param name="intermediates">The rest of the chain, in any order; may be empty.</param>
    public SiteCertificate(string source, X509Certificate2 leaf, X509Certificate2Collection intermediates)
    {
        Source = source;
        _leaf = leaf;
        Names = NamesOf(leaf);
        NotBefore = leaf.NotBefore.ToUniversalTime();
        NotAfter = leaf.NotAfter.ToUniversalTime();
        HandshakeOptions = OptionsFor(SslStreamCertificateContext.Create(leaf, intermediates, offline: true));
    }

    /// <summary>Where it came from: the path of a file, or a word for a generated one.</summary>
    public string Source { get; }

    /// <summary>The DNS names it is for, wildcards included; the common name when there is no subject alternative
    /// name.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Who has signed it: the common name, or all of the name without one.</summary>
    public string Issuer => _leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: true) is { Length: > 0 } name
        ? name
        : _leaf.Issuer;

    /// <summary>Start of its validity, UTC.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>End of its validity, UTC.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>What Kestrel answers a ClientHello with. One object for all handshakes: the session tickets and the
    /// parsed chain hang on it, and building it anew costs a third of the handshake rate.</summary>
    public SslServerAuthenticationOptions HandshakeOptions { get; }

    /// <summary>Whether <paramref name="other"/> is this very certificate, byte for byte.</summary>
    public bool Is(X509Certificate other) => _leaf.RawDataMemory.Span.SequenceEqual(other.GetRawCertData());

    [SuppressMessage("Security", "CA5398", Justification = "A distribution's default must not bring TLS 1.0 back.")]
    private static SslServerAuthenticationOptions OptionsFor(SslStreamCertificateContext context) => new()
    {
        ServerCertificateContext = context,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
    };

    private static ImmutableArray<string> NamesOf(X509Certificate2 leaf)
    {
        var extension = leaf.Extensions.FirstOrDefault(e => e.Oid?.Value == SubjectAlternativeName);
        return extension is null
            ? [leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: false)]
            : [.. new X509SubjectAlternativeNameExtension(extension.RawData).EnumerateDnsNames()];
    }
}
