using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Configuration.Options;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Building;

/// <summary>Reads authorities from PEM files. One that cannot be read is an error always: without it TLS would mean
/// something else than the file says.</summary>
/// <param name="request">Where relative files start, and who reads them.</param>
/// <param name="errors">Gets what is wrong.</param>
internal sealed class AuthoritiesBuilder(ConfigurationRequest request, List<ConfigError> errors)
{
    private const UnixFileMode OfOthers =
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads the authority of <c>Tls:InternalCa</c>.</summary>
    /// <returns>Null when there is none, or none that can be.</returns>
    public AuthorityKeyPair? BuildInternal(string path, InternalCaOptions? options)
    {
        if (options is null)
        {
            return null;
        }

        var certificate = Read($"{path}:Certificate", options.Certificate, "\"/etc/gateway/ca.crt\"");
        var key = Read($"{path}:KeyFile", options.KeyFile, "\"/etc/gateway/ca.key\"");
        if (certificate is not var (certificateFile, certificateText) || key is not var (keyFile, keyText))
        {
            return null;
        }

        if ((File.GetUnixFileMode(keyFile) & OfOthers) != 0)
        {
            errors.Add(new($"{path}:KeyFile", $"{keyFile} is open to every user; run chmod o= on it."));
        }

        return IsAuthority($"{path}:Certificate", certificateFile, certificateText)
            && IsPair($"{path}:KeyFile", certificateFile, certificateText, keyFile, keyText)
            ? new(certificateFile, certificateText, keyText) { KeyFile = keyFile }
            : null;
    }

    /// <summary>Reads authorities that clients' certificates may come from.</summary>
    /// <returns>The absolute file and its text; null when it is none.</returns>
    public (string File, string Text)? ReadAuthorities(string path, string? file) =>
        Read(path, file, "\"/etc/gateway/clients.crt\"") is var (name, text)
            && IsAuthority(path, name, text) && HasRoot(path, name, text)
            ? (name, text)
            : null;

    private (string File, string Text)? Read(string path, string? file, string example)
    {
        if (!PathText.IsPath(file))
        {
            errors.Add(new(path, file is null
                ? $"required: a PEM file, for example {example}."
                : $"\"{file}\" cannot be a file; write for example {example}."));
            return null;
        }

        var name = Path.GetFullPath(file!, request.Folder);
        try
        {
            return (name, request.ReadAuthority(name));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            errors.Add(new(path, $"{name} cannot be read: {refused.Message}"));
            return null;
        }
    }

    private bool IsAuthority(string path, string file, string text)
    {
        var problem = Problem(text);
        if (problem is not null)
        {
            errors.Add(new(path, $"{file} {problem}"));
        }

        return problem is null;
    }

    private static string? Problem(string text)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(text);
            return found.Count == 0
                ? "holds no certificate in PEM; name a file that begins with -----BEGIN CERTIFICATE-----."
                : found.FirstOrDefault(certificate => !MayIssue(certificate)) is { } other
                ? $"holds a certificate that is no authority's ({other.Subject}); name the file of the authority that "
                + "issued it."
                : null;
        }
        catch (CryptographicException refused)
        {
            return $"cannot be read as PEM: {refused.Message}.";
        }
        finally
        {
            foreach (var certificate in found)
            {
                certificate.Dispose();
            }
        }
    }

    // Trust ends at a root: with an issuer alone nobody would be let in.
    private bool HasRoot(string path, string file, string text)
    {
        var found = new X509Certificate2Collection();
        found.ImportFromPem(text);
        var hasRoot = found.Any(c => c.SubjectName.RawData.SequenceEqual(c.IssuerName.RawData));
        if (!hasRoot)
        {
            errors.Add(new(path,
                $"{file} holds no root (a certificate that is its own issuer); add that of the root to it."));
        }

        return hasRoot;
    }

    private static bool MayIssue(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority);

    private bool IsPair(string path, string certificateFile, string certificate, string keyFile, string key)
    {
        if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            errors.Add(new(path, $"{keyFile} has a passphrase; store it without one."));
            return false;
        }

        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificate, key);
            return true;
        }
        catch (Exception refused) when (refused is CryptographicException or ArgumentException)
        {
            errors.Add(new(path, key.Contains("PRIVATE KEY-----", StringComparison.Ordinal)
                ? $"the key in {keyFile} is not that of the certificate in {certificateFile}; name the two that were "
                + "made together."
                : $"{keyFile} holds no private key in PEM."));
            return false;
        }
    }
}
