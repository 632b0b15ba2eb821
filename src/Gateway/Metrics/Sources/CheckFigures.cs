using System.Collections.Immutable;
using Gateway.Health;
using Gateway.Metrics.Exposition;

namespace Gateway.Metrics.Sources;

/// <summary>The health checks.</summary>
/// <param name="board">What is known of them.</param>
internal sealed class CheckFigures(HealthBoard board) : IMetricSource
{
    private const string Check = "check";

    private static readonly MetricFamily Up = MetricFamily.Gauge(
        "gateway_check_up", "1 while a health check is well, after rise and fall; 0 when it failed or has no result.",
        Check);

    private static readonly MetricFamily Demotion = MetricFamily.Gauge(
        "gateway_check_demotion_ratio", "How much of its weight a health check costs: 0 when well, 1 when failed.",
        Check);

    private static readonly MetricFamily Since = MetricFamily.Gauge(
        "gateway_check_changed_timestamp_seconds", "When it became what it is.", Check);

    private static readonly MetricFamily Run = MetricFamily.Gauge(
        "gateway_check_run_timestamp_seconds", "When its last run began.", Check);

    private static readonly MetricFamily Took = MetricFamily.Gauge(
        "gateway_check_duration_seconds", "How long its last run took; its timeout when longer.", Check);

    /// <inheritdoc/>
    public ImmutableArray<MetricFamily> Families => [Up, Demotion, Since, Run, Took];

    /// <inheritdoc/>
    public void Collect(IMetricSink sink)
    {
        var checks = board.All;
        Put(sink, Up, checks, check => check.State == CheckState.Up ? 1 : 0);
        Put(sink, Demotion, checks, check => check.Demotion.Percent / 100.0);
        Put(sink, Since, checks, check => check.Since.ToUnixTimeMilliseconds() / 1000.0);
        Put(sink, Run, checks, check => check.Last?.At.ToUnixTimeMilliseconds() / 1000.0);
        Put(sink, Took, checks, check => check.Last?.Duration.TotalSeconds);
    }

    private static void Put(
        IMetricSink sink, MetricFamily family, ImmutableArray<CheckStatus> checks, Func<CheckStatus, double?> figure)
    {
        foreach (var check in checks)
        {
            if (figure(check) is { } value)
            {
                sink.Put(family, value, check.Name);
            }
        }
    }
}
