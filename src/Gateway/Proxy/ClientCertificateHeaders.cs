using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gateway.Proxy;

/// <summary>What upstreams hear of a client's certificate. Nobody else may say it: what a client sends under these
/// names is dropped.</summary>
internal static class ClientCertificateHeaders
{
    private const string Subject = "X-Client-Cert-Subject";
    private const string Issuer = "X-Client-Cert-Issuer";
    private const string Serial = "X-Client-Cert-Serial";
    private const string Fingerprint = "X-Client-Cert-Fingerprint";
    private const string NotAfter = "X-Client-Cert-NotAfter";

    // RFC 9440.
    private const string Whole = "Client-Cert";
    private const string Chain = "Client-Cert-Chain";

    /// <summary>All of these names, and those that other proxies use.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Subject, Issuer, Serial, Fingerprint, NotAfter, Whole, Chain,
        "X-Client-Cert", "X-Client-Verify", "X-SSL-Client-Cert", "X-SSL-Client-Verify", "X-Forwarded-Client-Cert",
    ];

    /// <summary>Sets them.</summary>
    public static void Set(IHeaderDictionary headers, X509Certificate2 certificate)
    {
        headers[Subject] = Escape(certificate.Subject);
        headers[Issuer] = Escape(certificate.Issuer);
        headers[Serial] = certificate.SerialNumber;
        headers[Fingerprint] = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        headers[NotAfter] = certificate.NotAfter.ToUniversalTime().ToString(
            "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        // Section 2.2: a byte sequence of RFC 8941.
        headers[Whole] = $":{Convert.ToBase64String(certificate.RawDataMemory.Span)}:";
    }

    // A name may hold any character, a header only those of ASCII: others are written %C3%BC.
    private static string Escape(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in Encoding.UTF8.GetBytes(name))
        {
            _ = character is >= 0x20 and < 0x7f and not (byte)'%'
                ? text.Append((char)character)
                : text.Append(CultureInfo.InvariantCulture, $"%{character:X2}");
        }

        return text.ToString();
    }
}
