using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Admin.Status;

/// <summary>What clients are to trust who come to hosts with a certificate of the internal authority: the answer of
/// <c>/api/certificates/root</c>.</summary>
/// <param name="Subject">Whose it is: its common name.</param>
/// <param name="NotAfter">The end of its validity.</param>
/// <param name="Sha256">Its fingerprint, in hexadecimal digits.</param>
/// <param name="Pem">The certificate.</param>
internal sealed record AuthorityReport(string Subject, DateTimeOffset NotAfter, string Sha256, string Pem)
{
    /// <summary>The root of a chain; where it has none, the last certificate in it.</summary>
    /// <param name="chain">PEM: the authority first, then what is above it, with the root or without.</param>
    public static AuthorityReport Of(string chain)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(chain);
        try
        {
            var root = all.LastOrDefault(one => one.SubjectName.RawData.SequenceEqual(one.IssuerName.RawData))
                ?? all[^1];
            return new(
                root.GetNameInfo(X509NameType.SimpleName, forIssuer: false), root.NotAfter.ToUniversalTime(),
                root.GetCertHashString(HashAlgorithmName.SHA256), root.ExportCertificatePem() + "\n");
        }
        finally
        {
            foreach (var one in all)
            {
                one.Dispose();
            }
        }
    }
}
