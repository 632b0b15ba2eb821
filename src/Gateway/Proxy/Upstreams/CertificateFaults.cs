using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Proxy.Upstreams;

/// <summary>Says in words what is wrong with a destination's certificate: what it has, and what was
/// expected.</summary>
internal static class CertificateFaults
{
    private const int MostNames = 5;

    /// <summary>It is for others.</summary>
    /// <param name="leaf">The certificate.</param>
    /// <param name="asked">The name that it was to have.</param>
    public static string OfName(X509Certificate2 leaf, string? asked)
    {
        var names = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames()
                .Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .ToArray();
        var more = names.Length > MostNames
            ? string.Create(CultureInfo.InvariantCulture, $" and {names.Length - MostNames} more")
            : "";
        return names.Length == 0
            ? $"its certificate ({leaf.Subject}) names no host, and so not {asked}"
            : $"its certificate is for {string.Join(", ", names.Take(MostNames))}{more}, and not for {asked}";
    }

    /// <summary>It has another key.</summary>
    /// <param name="leaf">The certificate.</param>
    /// <param name="pins">Those that it may have.</param>
    public static string OfPin(X509Certificate2 leaf, IEnumerable<string> pins)
    {
        var pinned = string.Join(" or ", pins.Select(pin => $"sha256//{pin}"));
        return $"its key is sha256//{PinOf(leaf)}, and pinned is {pinned}";
    }

    /// <summary>The SHA-256 of its key, in Base64.</summary>
    public static string PinOf(X509Certificate2 leaf) =>
        Convert.ToBase64String(SHA256.HashData(leaf.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>It comes from others.</summary>
    /// <param name="chain">The way to its authority, as far as it is known.</param>
    /// <param name="expected">Who was to be at its end.</param>
    public static string OfAuthority(X509Chain chain, string expected)
    {
        var last = chain.ChainElements[^1].Certificate;
        return IsOwnIssuer(last) && chain.ChainElements.Count == 1
            ? $"its certificate is its own authority ({last.Subject}), and {expected}"
            : $"its certificate comes from {(IsOwnIssuer(last) ? last.Subject : last.Issuer)}, and {expected}";
    }

    /// <summary>Everything that is wrong with a chain but who is at its end: times, uses, signatures.</summary>
    public static IEnumerable<string> OfChain(X509Chain chain) => chain.ChainElements
        .Select((element, index) => OfElement(element, index == 0, chain.ChainPolicy.VerificationTime))
        .OfType<string>();

    private static string? OfElement(X509ChainElement element, bool isLeaf, DateTime now)
    {
        var whose = isLeaf ? "its certificate" : $"the certificate of {element.Certificate.Subject} above it";
        var faults = element.ChainElementStatus
            .Where(status => !IsOfTheEnd(status.Status))
            .Select(status => status.Status switch
            {
                X509ChainStatusFlags.NotTimeValid => OfTime(element.Certificate, now),
                X509ChainStatusFlags.NotSignatureValid =>
                    $"says that it comes from {element.Certificate.Issuer}, which did not sign it",
                _ => $"is not valid: {status.StatusInformation.Trim().TrimEnd('.')}",
            })
            .ToArray();
        return faults.Length == 0 ? null : $"{whose} {string.Join(", ", faults)}";
    }

    private static string OfTime(X509Certificate2 certificate, DateTime now) => certificate.NotAfter < now
        ? $"expired on {Time(certificate.NotAfter)}"
        : $"is not valid before {Time(certificate.NotBefore)}";

    private static string Time(DateTime time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    // Who may be there, others decide.
    private static bool IsOfTheEnd(X509ChainStatusFlags status) =>
        status is X509ChainStatusFlags.NoError or X509ChainStatusFlags.UntrustedRoot
            or X509ChainStatusFlags.PartialChain;

    private static bool IsOwnIssuer(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
