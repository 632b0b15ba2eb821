using System.Collections.Immutable;
using Gateway.Metrics.Exposition;
using Gateway.Tls;

namespace Gateway.Metrics.Sources;

/// <summary>The certificates that serve.</summary>
/// <param name="certificates">Those in force.</param>
internal sealed class CertificateFigures(CurrentCertificates certificates) : IMetricSource
{
    private static readonly MetricFamily NotAfter = MetricFamily.Gauge(
        "gateway_certificate_not_after_timestamp_seconds",
        "When a certificate expires, by its file (or internal CA) and its first name.", "certificate", "name");

    private static readonly MetricFamily NotBefore = MetricFamily.Gauge(
        "gateway_certificate_not_before_timestamp_seconds", "When it begins to be valid.", "certificate", "name");

    /// <inheritdoc/>
    public ImmutableArray<MetricFamily> Families => [NotAfter, NotBefore];

    /// <inheritdoc/>
    public void Collect(IMetricSink sink)
    {
        // A file has one certificate that serves; one for no name at all has none.
        var all = certificates.Store.Certificates.DistinctBy(one => (one.Source, NameOf(one))).ToImmutableArray();
        foreach (var one in all)
        {
            sink.Put(NotAfter, one.NotAfter.ToUnixTimeSeconds(), one.Source, NameOf(one));
        }

        foreach (var one in all)
        {
            sink.Put(NotBefore, one.NotBefore.ToUnixTimeSeconds(), one.Source, NameOf(one));
        }
    }

    private static string NameOf(SiteCertificate certificate) => certificate.Names.FirstOrDefault("");
}
