using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration;

namespace Gateway.Tls;

/// <summary>Finds the certificates in a folder and in its subfolders, one level deep: <c>name.crt</c> or
/// <c>name.pem</c> with <c>name.key</c>, one file with both, and certbot's <c>fullchain.pem</c> with
/// <c>privkey.pem</c>.</summary>
internal static class PemFolder
{
    private const string FullChain = "fullchain";

    private static readonly string[] s_certificateExtensions = [".pem", ".crt", ".cer"];
    private static readonly string[] s_genericKeys = ["privkey.pem", "key.pem"];

    /// <summary>Pairs certificates with keys, in the order of the names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="refuse">Called with a file that should be a certificate but cannot serve, and the reason.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IEnumerable<PemPair> FindPairs(string folder, Action<string, string> refuse)
    {
        var subfolders = Directory.GetDirectories(folder)
            .Where(d => !Path.GetFileName(d).StartsWith('.'))
            .Order(StringComparer.Ordinal);
        return subfolders.Prepend(folder).SelectMany(directory => PairsIn(directory, refuse));
    }

    // A key serves one certificate. The full chain goes first, so that the bare leaf beside it finds the key taken.
    private static List<PemPair> PairsIn(string directory, Action<string, string> refuse)
    {
        var pairs = new List<PemPair>();
        var files = Directory.GetFiles(directory)
            .Where(f => s_certificateExtensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
            .OrderByDescending(IsFullChain).ThenBy(f => f, StringComparer.Ordinal);
        foreach (var file in files)
        {
            try
            {
                var key = FindKey(file, RegularFile.ReadText(file), refuse);
                if (key is not null && pairs.TrueForAll(p => p.KeyFile != key))
                {
                    pairs.Add(new(file, key));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                refuse(file, e.Message);
            }
        }

        return pairs;
    }

    private static string? FindKey(string file, string pem, Action<string, string> refuse)
    {
        if (!pem.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
        {
            // A key or DH parameters may well end in .pem.
            RefuseUnless(pem.Contains("-----BEGIN ", StringComparison.Ordinal), "The file is not PEM.");
            return null;
        }

        var key = Candidates(file, pem).FirstOrDefault(File.Exists);
        var name = Path.GetFileNameWithoutExtension(file);
        RefuseUnless(
            key is not null || IsAuthority(pem),
            $"There is no key for it: neither in the file, nor as {name}.key beside it.");
        return key;

        void RefuseUnless(bool good, string reason)
        {
            if (!good)
            {
                refuse(file, reason);
            }
        }
    }

    private static IEnumerable<string> Candidates(string file, string pem)
    {
        yield return Path.ChangeExtension(file, ".key");
        if (pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            yield return file;
        }

        if (IsFullChain(file) || Path.GetFileNameWithoutExtension(file) == "cert")
        {
            var directory = Path.GetDirectoryName(file)!;
            foreach (var name in s_genericKeys)
            {
                yield return Path.Combine(directory, name);
            }

            // acme.sh: fullchain.cer beside example.com.key.
            if (Directory.GetFiles(directory, "*.key") is [var only])
            {
                yield return only;
            }
        }
    }

    private static bool IsFullChain(string file) => Path.GetFileNameWithoutExtension(file) == FullChain;

    // chain.pem, ca.cer, name.issuer.crt: an authority's certificate never has its key here, and nobody misses it.
    private static bool IsAuthority(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }
}
