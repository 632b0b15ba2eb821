using System.Collections.Immutable;
using Gateway.Metrics.Exposition;
using Gateway.Observability;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Metrics.Sources;

/// <summary>The engine's thread: whether it turns, and how late.</summary>
/// <param name="engine">The engine.</param>
/// <param name="config">What it runs.</param>
/// <param name="started">When it was started, and counted from 0.</param>
internal sealed class EngineFigures(EngineReader engine, Func<VrrpConfig> config, DateTimeOffset started)
    : IMetricSource
{
    private static readonly ImmutableArray<double> Bounds =
        [.. Lateness.Bounds.Select(bound => bound.Milliseconds / 1000)];

    private static readonly MetricFamily Up = MetricFamily.Gauge(
        "gateway_vrrp_engine_up", "1 while the engine's thread answers; 0 when it did not within a second.");

    private static readonly MetricFamily RealTime = MetricFamily.Gauge(
        "gateway_vrrp_engine_real_time", "1 when the kernel runs the engine's thread before all ordinary ones.");

    private static readonly MetricFamily Discontinuity = MetricFamily.Gauge(
        "gateway_vrrp_discontinuity_timestamp_seconds",
        "When the counters of virtual routers began (RFC 8347 discontinuity-datetime).");

    private static readonly MetricFamily Late = MetricFamily.Histogram(
        "gateway_vrrp_lateness_seconds", "How late the engine's thread woke up for its deadlines.");

    private static readonly MetricFamily Latest = MetricFamily.Gauge(
        "gateway_vrrp_lateness_max_seconds", "How late at most, since its start.");

    private static readonly MetricFamily Limit = MetricFamily.Gauge(
        "gateway_vrrp_lateness_limit_seconds",
        "How late it may be before a Master loses addresses: of the virtual router that grants the least.");

    private static readonly MetricFamily Lost = MetricFamily.Counter(
        "gateway_vrrp_events_lost_total", "Events that log, metrics and notify actions never saw.");

    /// <inheritdoc/>
    public ImmutableArray<MetricFamily> Families => [Up, RealTime, Discontinuity, Late, Latest, Limit, Lost];

    /// <inheritdoc/>
    public void Collect(IMetricSink sink)
    {
        var snapshot = engine.Snapshot;
        var lateness = snapshot.Lateness;
        sink.Put(Up, engine.Answers ? 1 : 0);
        sink.Put(RealTime, snapshot.IsRealTime ? 1 : 0);
        sink.Put(Discontinuity, started.ToUnixTimeMilliseconds() / 1000.0);
        sink.Put(Late, new HistogramReading(Bounds, lateness.Counts, Seconds(lateness.Sum)));
        sink.Put(Latest, Seconds(lateness.Longest));
        if (LatenessLimit.Of(config()) is { } limit)
        {
            sink.Put(Limit, Seconds(limit));
        }

        sink.Put(Lost, snapshot.LostEvents);
    }

    private static double Seconds(Duration duration) => duration.Nanoseconds / 1e9;
}
