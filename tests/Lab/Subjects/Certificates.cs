using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lab.Subjects;

/// <summary>Folders of certificates as an operator has them.</summary>
internal static class Certificates
{
    /// <summary>Writes one with its key into a folder.</summary>
    internal static void Write(string folder, string name, int days = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        Write(folder, name, request, key.ExportPkcs8PrivateKeyPem(), days);
    }

    /// <summary>The same with a key of RSA, as OpenSSL wrote it of old (PKCS#1).</summary>
    internal static void WriteRsa(string folder, string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            $"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Write(folder, name, request, key.ExportRSAPrivateKeyPem(), days: 30);
    }

    private static void Write(string folder, string name, CertificateRequest request, string key, int days)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(days));
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "site.pem"),
            $"{certificate.ExportCertificatePem()}\n{key}\n");
    }
}
