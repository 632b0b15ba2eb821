using System.Collections.Immutable;
using System.Security.Cryptography;
using Gateway.Configuration;

namespace Gateway.Tls;

/// <summary>Reads the certificate folders and says in the log what serves and what does not. A broken file harms no
/// other.</summary>
internal sealed class CertificateLoader(ILogger<CertificateLoader> logger, TimeProvider time)
{
    /// <summary>Loads every certificate that can serve; makes a self-signed one when there is none.</summary>
    public CertificateStore Load(GatewayConfig config)
    {
        var certificates = config.CertificateFolders.SelectMany(LoadFolder).ToImmutableArray();
        return new(certificates.IsEmpty ? [MakeSelfSigned(config)] : certificates);
    }

    /// <summary>Whether this is the fault of a file.</summary>
    public static bool IsFault(Exception e) =>
        e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    private List<SiteCertificate> LoadFolder(string folder)
    {
        var loaded = new List<SiteCertificate>();
        try
        {
            var pairs = PemFolder.FindPairs(folder, logger.CertificateRefused);
            loaded.AddRange(pairs.Select(TryLoad).OfType<SiteCertificate>());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.FolderRefused(folder, e.Message);
        }

        return loaded;
    }

    private SiteCertificate? TryLoad(PemPair pair)
    {
        try
        {
            var certificate = pair.Load();
            Announce(certificate);
            return certificate;
        }
        catch (Exception e) when (IsFault(e))
        {
            logger.CertificateRefused(pair.CertificateFile, e.Message);
            return null;
        }
    }

    private SiteCertificate MakeSelfSigned(GatewayConfig config)
    {
        var certificate = SelfSignedCertificate.Create(config, time.GetUtcNow());
        // Without an HTTPS listener no client gets to see it.
        if (config.Listeners.Any(listener => listener.Scheme == ListenScheme.Https))
        {
            logger.SelfSigned(string.Join(", ", certificate.Names));
        }

        return certificate;
    }

    private void Announce(SiteCertificate certificate)
    {
        var names = string.Join(", ", certificate.Names);
        var now = time.GetUtcNow();
        if (now < certificate.NotBefore || now > certificate.NotAfter)
        {
            logger.CertificateOutOfDate(certificate.Source, names, certificate.NotBefore, certificate.NotAfter);
        }
        else
        {
            logger.CertificateLoaded(certificate.Source, names, certificate.NotAfter);
        }
    }
}
