using System.Collections.Immutable;
using Gateway.Configuration.Reload;
using Gateway.Metrics.Exposition;

namespace Gateway.Metrics.Sources;

/// <summary>The configuration in force, and what became of reloads.</summary>
/// <param name="version">The version of the program.</param>
/// <param name="node">Which entry of <c>Nodes</c> this machine is.</param>
/// <param name="status">How reloads went.</param>
internal sealed class ConfigurationFigures(string version, string node, Func<ReloadStatus> status) : IMetricSource
{
    private static readonly MetricFamily Build = MetricFamily.Gauge(
        "gateway_build_info", "What runs; always 1.", "version", "node");

    private static readonly MetricFamily Info = MetricFamily.Gauge(
        "gateway_config_info",
        "The configuration in force, as a hash that is the same where the effective configuration is; always 1.",
        "hash");

    private static readonly MetricFamily WasGood = MetricFamily.Gauge(
        "gateway_config_last_reload_successful", "1 when the last reload was taken up, 0 when it was refused.");

    private static readonly MetricFamily LastAt = MetricFamily.Gauge(
        "gateway_config_last_reload_timestamp_seconds", "When the last reload was tried; at first the start.");

    private static readonly MetricFamily LastGoodAt = MetricFamily.Gauge(
        "gateway_config_last_reload_success_timestamp_seconds",
        "When the configuration in force was taken up.");

    private static readonly MetricFamily Reloads = MetricFamily.Counter(
        "gateway_config_reloads_total", "Reloads, by what became of them.", "result");

    /// <inheritdoc/>
    public ImmutableArray<MetricFamily> Families => [Build, Info, WasGood, LastAt, LastGoodAt, Reloads];

    /// <inheritdoc/>
    public void Collect(IMetricSink sink)
    {
        var now = status();
        sink.Put(Build, 1, version, node);
        sink.Put(Info, 1, now.Hash);
        sink.Put(WasGood, now.WasLastTakenUp ? 1 : 0);
        sink.Put(LastAt, now.LastAt.ToUnixTimeMilliseconds() / 1000.0);
        sink.Put(LastGoodAt, now.InForceSince.ToUnixTimeMilliseconds() / 1000.0);
        sink.Put(Reloads, now.TakenUp, "taken_up");
        sink.Put(Reloads, now.Refused, "refused");
    }
}
