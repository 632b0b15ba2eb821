using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tls;

namespace Gateway.Tests.Tls;

/// <summary>A certificate as a PEM file holds it, with its key.</summary>
internal sealed record TestCertificate(string Pem, string Key)
{
    // Of the curve P-256, in front of a key by "openssl ecparam -genkey".
    private const string Parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

    /// <summary>The hash of its key, as curl's <c>--pinnedpubkey</c> takes it.</summary>
    public string Pin
    {
        get
        {
            using var loaded = X509Certificate2.CreateFromPem(Pem);
            return "sha256//" + Convert.ToBase64String(SHA256.HashData(loaded.PublicKey.ExportSubjectPublicKeyInfo()));
        }
    }

    public static TestCertificate For(params string[] names) => Until(DateTimeOffset.UtcNow.AddDays(30), names);

    /// <summary>One that an authority of this moment issues.</summary>
    public static SiteCertificate Internal(DateTimeOffset now) =>
        InternalAuthority.Create("test", now).Issue("internal", ["site.example.com"], [], now);

    /// <summary>A root, with its key.</summary>
    public static TestCertificate Root(string name = "root")
    {
        var (start, end) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = Request(key, name, isAuthority: true, []).CreateSelfSigned(start, end);
        return Export(root, key);
    }

    /// <summary>A client's certificate by this authority.</summary>
    public TestCertificate Client(string subject, params X509Extension[] extensions) => Sign(
        subject, [], isAuthority: false,
        [new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.2")], false), .. extensions]);

    /// <summary>A host's certificate by this authority.</summary>
    public TestCertificate Site(string name, params X509Extension[] extensions) =>
        Sign("leaf", [name], isAuthority: false, extensions);

    /// <summary>An authority below this one.</summary>
    public TestCertificate Intermediate() => Sign("intermediate", [], isAuthority: true, []);

    /// <summary>With its key, for a handshake.</summary>
    public X509Certificate2 Load() => X509Certificate2.CreateFromPem(Pem, Key);

    public static TestCertificate Authority() => Issued("unused.example").Intermediate;

    public static TestCertificate Until(DateTimeOffset notAfter, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(key, "leaf", isAuthority: false, names);
        using var certificate = request.CreateSelfSigned(notAfter.AddDays(-90), notAfter);
        return Export(certificate, key);
    }

    /// <summary>A certificate, and the intermediate that issued it; the root stays away, as usual.</summary>
    /// <param name="name">Its host.</param>
    /// <param name="days">When it ends, in days from now; it begins 60 days earlier.</param>
    public static (TestCertificate Leaf, TestCertificate Intermediate) Issued(string name, int days = 30)
    {
        var (start, end) = (DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(2));
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = Request(rootKey, "root", isAuthority: true, []).CreateSelfSigned(start, end);
        using var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var middle = Request(middleKey, "intermediate", isAuthority: true, []).Create(root, start, end, [1]);
        using var middleWithKey = middle.CopyWithPrivateKey(middleKey);
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var leaf = Request(leafKey, "leaf", isAuthority: false, [name]).Create(
            middleWithKey, DateTimeOffset.UtcNow.AddDays(days - 60), DateTimeOffset.UtcNow.AddDays(days), [2]);
        return (Export(leaf, leafKey), Export(middle, middleKey));
    }

    /// <summary>One whose key stands in the file as OpenSSL's older commands write it.</summary>
    /// <param name="label">What the key is called there: <c>RSA PRIVATE KEY</c> (PKCS#1), or <c>EC PRIVATE KEY</c>
    /// (SEC 1) behind its parameters.</param>
    /// <param name="name">Its host.</param>
    public static TestCertificate Labelled(string label, string name)
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var isRsa = label.StartsWith("RSA", StringComparison.Ordinal);
        using var certificate = Request(isRsa ? rsa : ec, "leaf", isAuthority: false, [name]).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return new(
            certificate.ExportCertificatePem() + "\n",
            isRsa ? rsa.ExportRSAPrivateKeyPem() : Parameters + ec.ExportECPrivateKeyPem());
    }

    /// <summary>One of RSA, by an authority.</summary>
    public static TestCertificate OfRsa(int bits, HashAlgorithmName digest)
    {
        var (start, end) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        using var authorityKey = RSA.Create(2048);
        using var authority = Request(authorityKey, "root", isAuthority: true, []).CreateSelfSigned(start, end);
        using var key = RSA.Create(bits);
        var request = new CertificateRequest("CN=leaf", key, digest, RSASignaturePadding.Pkcs1);
        using var leaf = request.Create(authority.SubjectName, new AnyDigest(authorityKey), start, end, [1]);
        return new(leaf.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private TestCertificate Sign(string subject, string[] names, bool isAuthority, X509Extension[] extensions)
    {
        using var authority = X509Certificate2.CreateFromPem(Pem, Key);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(key, subject, isAuthority, names);
        foreach (var extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        using var signed = request.Create(
            authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return Export(signed, key);
    }

    private static TestCertificate Export(X509Certificate2 certificate, ECDsa key) =>
        new(certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");

    private static CertificateRequest Request(
        AsymmetricAlgorithm key, string subject, bool isAuthority, string[] names)
    {
        var request = key is RSA rsa
            ? new CertificateRequest($"CN={subject}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={subject}", (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        if (names.Length > 0)
        {
            request.CertificateExtensions.Add(alternatives.Build());
        }

        return request;
    }

    // .NET's own makes none with SHA-1.
    private sealed class AnyDigest(RSA key) : X509SignatureGenerator
    {
        private static readonly byte[] s_sha1WithRsa =
            [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x05, 0x05, 0x00];

        private readonly X509SignatureGenerator _own = CreateForRSA(key, RSASignaturePadding.Pkcs1);

        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            hashAlgorithm == HashAlgorithmName.SHA1
                ? s_sha1WithRsa
                : _own.GetSignatureAlgorithmIdentifier(hashAlgorithm);

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key.SignData(data, hashAlgorithm, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => _own.PublicKey;
    }
}
