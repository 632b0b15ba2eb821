using Gateway.Admin.Status;
using Gateway.Tls;

namespace Gateway.Cli.Operate;

/// <summary>Certificates as an operator reads them.</summary>
/// <param name="paint">Colours.</param>
/// <param name="zone">The local time.</param>
internal sealed class CertificatesText(Paint paint, TimeZoneInfo zone)
{
    /// <summary>What has fewer days left wants a look.</summary>
    public static readonly int Notice = (int)ExpiryWatch.Notice.TotalDays;

    /// <summary>One line each.</summary>
    public string Describe(IEnumerable<CertificateReport> certificates)
    {
        var table = new TextTable(paint, "CERTIFICATE", "DAYS", "EXPIRES", "ISSUER", "SOURCE");
        foreach (var one in certificates)
        {
            Func<string, string> colour = one.Days < 0 ? paint.Bad : one.Days < Notice ? paint.Odd : paint.Good;
            table.Add(
                [string.Join(", ", one.Names), $"{one.Days}", Ages.At(one.NotAfter, zone), one.Issuer, one.Source],
                1, colour);
        }

        return table.ToString();
    }
}
