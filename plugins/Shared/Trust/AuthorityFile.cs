using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shared.Trust;

/// <summary>A PEM file with the only authorities to trust.</summary>
internal static class AuthorityFile
{
    /// <summary>What is wrong with the file; null when it can be used.</summary>
    public static string? ProblemOf(string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(path);
            return certificates.Count > 0 ? null : $"{path} holds no certificate in PEM form";
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"{path} cannot be read: {wrong.Message}";
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    /// <summary>Trust in the authorities of the file alone or, without one, in those of the system. Nobody is asked
    /// whether a certificate was revoked.</summary>
    public static X509ChainPolicy PolicyOf(string? path)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (path is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.ImportFromPemFile(path);
        }

        return policy;
    }
}
