using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tls;

namespace Gateway.Tests.Tls;

/// <summary>A certificate as a PEM file holds it, with its key.</summary>
internal sealed record TestCertificate(string Pem, string Key)
{
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
    public TestCertificate Client(string subject)
    {
        using var authority = X509Certificate2.CreateFromPem(Pem, Key);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(key, subject, isAuthority: false, []);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.2")], false));
        using var client = request.Create(
            authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return Export(client, key);
    }

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

    private static TestCertificate Export(X509Certificate2 certificate, ECDsa key) =>
        new(certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");

    private static CertificateRequest Request(ECDsa key, string subject, bool isAuthority, string[] names)
    {
        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256);
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
}
