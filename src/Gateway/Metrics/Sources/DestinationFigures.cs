using System.Collections.Immutable;
using Gateway.Metrics.Exposition;
using Gateway.Proxy.Upstreams;
using Yarp.ReverseProxy.Model;

namespace Gateway.Metrics.Sources;

/// <summary>The destinations of the proxy.</summary>
/// <param name="board">What is known of them.</param>
internal sealed class DestinationFigures(DestinationBoard board) : IMetricSource
{
    private static readonly MetricFamily Up = MetricFamily.Gauge(
        "gateway_destination_up", "1 unless probes or requests say that the destination is ill.",
        "cluster", "destination");

    private static readonly MetricFamily Ill = MetricFamily.Gauge(
        "gateway_destination_ill", "1 while probes, or clients' requests, say that it is ill.",
        "cluster", "destination", "seen_by");

    /// <inheritdoc/>
    public ImmutableArray<MetricFamily> Families => [Up, Ill];

    /// <inheritdoc/>
    public void Collect(IMetricSink sink)
    {
        var all = board.All;
        foreach (var one in all)
        {
            sink.Put(Up, one.IsHealthy ? 1 : 0, one.Cluster, one.Destination);
        }

        foreach (var one in all)
        {
            sink.Put(Ill, IsIll(one.Active), one.Cluster, one.Destination, "probes");
            sink.Put(Ill, IsIll(one.Passive), one.Cluster, one.Destination, "requests");
        }
    }

    private static int IsIll(DestinationWord word) => word.Health == DestinationHealth.Unhealthy ? 1 : 0;
}
