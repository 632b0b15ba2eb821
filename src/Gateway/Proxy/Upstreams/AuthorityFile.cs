using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;

namespace Gateway.Proxy.Upstreams;

/// <summary>A PEM file of certificates that others must come from.</summary>
internal static class AuthorityFile
{
    /// <summary>Reads it.</summary>
    /// <param name="file">Its path, absolute.</param>
    /// <param name="authorities">The certificates.</param>
    /// <returns>Why it cannot be used, without a full stop; null when it can.</returns>
    public static string? TryRead(string file, out X509Certificate2Collection authorities)
    {
        authorities = [];
        try
        {
            RegularFile.Expect(file);
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? null : "it has no certificate in it";
        }
        catch (Exception refused)
            when (refused is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return refused.Message.TrimEnd('.');
        }
    }

    /// <summary>Tries it.</summary>
    /// <returns>Why it cannot be used; null when it can.</returns>
    public static string? Try(string file) => TryRead(file, out _);
}
