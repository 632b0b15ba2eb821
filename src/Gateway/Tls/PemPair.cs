using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;

namespace Gateway.Tls;

/// <summary>A certificate file and the file with its key.</summary>
/// <param name="CertificateFile">PEM: the certificate first, then its chain.</param>
/// <param name="KeyFile">PEM, without a passphrase; may be the same file.</param>
internal sealed record PemPair(string CertificateFile, string KeyFile)
{
    /// <summary>Reads both files, and tries whether they can serve.</summary>
    /// <exception cref="CryptographicException">A file is malformed, the key is not the certificate's, or TLS refuses
    /// them.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public SiteCertificate Load()
    {
        var pem = RegularFile.ReadText(CertificateFile);
        var key = KeyFile == CertificateFile ? pem : ReadKey();
        if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw new CryptographicException($"The key in {KeyFile} has a passphrase; store it without one.");
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(pem);
        if (chain.Count == 0)
        {
            throw new CryptographicException("The file holds no certificate.");
        }

        // The leaf comes from the same text a second time, with its key: it is not part of its own chain.
        chain.RemoveAt(0);
        var certificate = new SiteCertificate(CertificateFile, Join(pem, key), chain);
        HandshakeTrial.Run(certificate.OptionsFor(TlsPolicy.Intermediate, clients: null));
        return certificate;
    }

    // The certificate is named by whoever tells the mistake; the key is not.
    private string ReadKey() => RegularFile.OtherKind(KeyFile) is { } kind
        ? throw new IOException($"The key {KeyFile} is {kind}; put a regular file there.")
        : File.ReadAllText(KeyFile);

    private X509Certificate2 Join(string pem, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem, key);
        }
        catch (Exception refused) when (refused is CryptographicException or ArgumentException)
        {
            var reason = key.Contains("PRIVATE KEY-----", StringComparison.Ordinal)
                ? $"The key in {KeyFile} is not that of the certificate; put the two there that were made together."
                : $"There is no private key in {KeyFile}.";
            throw new CryptographicException(reason, refused);
        }
    }
}
