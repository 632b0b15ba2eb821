using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tls;

/// <summary>Issues certificates for hosts that have none: whoever trusts its root trusts them all.</summary>
internal sealed class InternalAuthority
{
    /// <summary>How long a certificate is valid: short enough for every browser.</summary>
    public static readonly TimeSpan LeafLifetime = TimeSpan.FromDays(90);

    /// <summary>How long before its end a certificate is replaced.</summary>
    public static readonly TimeSpan RenewalTime = TimeSpan.FromDays(30);

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private static readonly TimeSpan RootLifetime = TimeSpan.FromDays(3_650);

    // Clients whose clock is behind ours must find it valid already.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _above = [];

    /// <summary>Takes an authority that exists.</summary>
    /// <param name="certificate">PEM: its certificate, and perhaps those above it.</param>
    /// <param name="key">PEM, its key.</param>
    /// <exception cref="CryptographicException">They are malformed, or do not belong together.</exception>
    /// <exception cref="ArgumentException">There is no key, or no certificate.</exception>
    public InternalAuthority(string certificate, string key)
    {
        _certificate = X509Certificate2.CreateFromPem(certificate, key);
        (Certificate, Key) = (certificate, key);
        _above.ImportFromPem(certificate);
        // Clients have the root, or do not trust it anyway.
        foreach (var root in _above.Where(c => c.SubjectName.RawData.SequenceEqual(c.IssuerName.RawData)).ToArray())
        {
            _above.Remove(root);
        }
    }

    /// <summary>Its certificate, and perhaps those above it, PEM: what clients are to trust.</summary>
    public string Certificate { get; }

    /// <summary>Its common name.</summary>
    public string Name => _certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    /// <summary>End of its validity, UTC.</summary>
    public DateTimeOffset NotAfter => _certificate.NotAfter.ToUniversalTime();

    /// <summary>Its private key, PEM.</summary>
    public string Key { get; }

    /// <summary>Makes a new root: ECDSA P-256, valid ten years.</summary>
    /// <param name="name">Tells it from others in the lists of clients.</param>
    /// <param name="now">When.</param>
    public static InternalAuthority Create(string name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(SubjectOf($"Gateway internal CA ({name})"), key, HashAlgorithmName.SHA256);
        var extensions = request.CertificateExtensions;
        extensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        extensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        extensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var root = request.CreateSelfSigned(now - ClockSkew, now + RootLifetime);
        return new(root.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>Whether a certificate comes from this authority and has more than <see cref="RenewalTime"/>
    /// left.</summary>
    public bool StandsBehind(SiteCertificate certificate, DateTimeOffset now) =>
        certificate.IsInternal
        && certificate.IsIssuedBy(_certificate)
        && certificate.NotAfter - now > RenewalTime;

    /// <summary>Issues a certificate, ECDSA P-256, with a key of its own.</summary>
    /// <param name="source">What it is called in the log.</param>
    /// <param name="names">DNS names.</param>
    /// <param name="addresses">IP addresses.</param>
    /// <param name="now">When.</param>
    public SiteCertificate Issue(
        string source, IReadOnlyList<string> names, IReadOnlyList<IPAddress> addresses, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(SubjectOf(names[0]), key, HashAlgorithmName.SHA256);
        var extensions = request.CertificateExtensions;
        extensions.Add(AlternativeNames(names, addresses));
        extensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        extensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        extensions.Add(new X509EnhancedKeyUsageExtension([new(ServerAuthentication)], critical: false));
        if (_certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault() is { } identifier)
        {
            extensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(identifier));
        }

        var (start, end) = (now - ClockSkew, now + LeafLifetime);
        // A certificate that outlives its issuer is refused by some; of an issuer that has expired, every one by all.
        if (_certificate.NotBefore <= now && now < _certificate.NotAfter)
        {
            start = start < _certificate.NotBefore ? _certificate.NotBefore : start;
            end = end > _certificate.NotAfter ? _certificate.NotAfter : end;
        }

        using var leaf = request.Create(_certificate.SubjectName, Signer(), start, end, SerialNumber());
        return new(source, leaf.CopyWithPrivateKey(key), _above, isInternal: true);
    }

    private X509SignatureGenerator Signer() => _certificate.GetRSAPrivateKey() is { } rsa
        ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
        : X509SignatureGenerator.CreateForECDsa(
            _certificate.GetECDsaPrivateKey() ?? throw new CryptographicException("The key is neither ECDSA nor RSA."));

    // Positive, and more random bits than RFC 5280 and the browsers ask for.
    private static byte[] SerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7f) | 0x40);
        return serial;
    }

    private static X500DistinguishedName SubjectOf(string name)
    {
        const int MaxCommonName = 64;
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName("Gateway");
        subject.AddCommonName(name.Length > MaxCommonName ? name[..MaxCommonName] : name);
        return subject.Build();
    }

    private static X509Extension AlternativeNames(IEnumerable<string> names, IEnumerable<IPAddress> addresses)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        foreach (var address in addresses)
        {
            alternatives.AddIpAddress(address);
        }

        return alternatives.Build();
    }
}
