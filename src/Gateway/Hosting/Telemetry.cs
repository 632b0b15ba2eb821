using System.Collections.Immutable;
using Gateway.Admin;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Health;
using Gateway.Metrics.Exposition;
using Gateway.Metrics.Instruments;
using Gateway.Metrics.Otlp;
using Gateway.Metrics.Sources;
using Gateway.Observability;
using Gateway.Proxy;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;

namespace Gateway.Hosting;

/// <summary>What the gateway tells of itself to machines: figures, traces, whether it lives and whether it is
/// ready.</summary>
/// <param name="node">Which entry of <c>Nodes</c> this machine is.</param>
internal sealed class Telemetry(string node) : IDisposable
{
    private readonly VrrpCounts _counts = new();
    private readonly OtlpExport _otlp = new(OtlpVariables.OfProcess, Version, node);
    private MeterFollower? _traffic;
    private MeterFollower? _streams;
    private MeterFollower? _connections;
    private MeterFollower? _failures;

    private static string Version => ProgramVersion.Text;

    /// <summary>Counts what the engine tells.</summary>
    public IVrrpObserver Observer => _counts;

    /// <summary>What it answers.</summary>
    public SelfReports Reports { get; } = new();

    /// <summary>Begins to trace, if the environment says so. BEFORE the proxy.</summary>
    /// <exception cref="OtlpException">A variable cannot be used.</exception>
    public void StartTraces() => _otlp.StartTraces();

    /// <summary>Begins to count, and to export if the environment says so.</summary>
    /// <param name="proxy">The running proxy.</param>
    /// <param name="engine">The running engine; null for a proxy alone.</param>
    /// <param name="checks">What is known of health checks.</param>
    /// <param name="running">The configuration in force.</param>
    /// <param name="reloads">What became of reloads.</param>
    /// <exception cref="OtlpException">A variable cannot be used.</exception>
    public void Start(
        ProxyServer proxy, VrrpEngine? engine, HealthBoard checks, Func<GatewayConfig> running,
        Func<ReloadStatus> reloads)
    {
        var reader = engine is null
            ? null
            : new EngineReader(() => engine.Snapshot, engine.RequestSnapshot, TimeProvider.System);
        var process = new ProcessFigures();
        ImmutableArray<IMetricSource> own =
        [
            new ConfigurationFigures(Version, node, reloads), .. OfEngine(reader, running), new CheckFigures(checks),
            new DestinationFigures(proxy.Destinations), new StreamFigures(proxy.Streams),
            new CertificateFigures(proxy.Certificates),
        ];
        _traffic = TrafficFigures.Of(proxy.Meter);
        _streams = StreamFigures.Of(proxy.Meter);
        _connections = ConnectionFigures.Of(proxy.Meters);
        _failures = ConnectionFigures.ErrorsOf(proxy.Meters);
        Reports.Show(new(reader, [.. own, _traffic, _streams, _connections, _failures, process]), reader, checks);
        _otlp.StartMetrics(own);
    }

    /// <summary>Sends what waits, and ends.</summary>
    public void Dispose()
    {
        _otlp.Dispose();
        _traffic?.Dispose();
        _streams?.Dispose();
        _connections?.Dispose();
        _failures?.Dispose();
    }

    private IMetricSource[] OfEngine(EngineReader? reader, Func<GatewayConfig> running) => reader is null
        ? []
        :
        [
            new EngineFigures(reader, () => running().Vrrp, TimeProvider.System.GetUtcNow()),
            new VrrpFigures(() => reader.Snapshot, () => running().Vrrp, _counts, TimeProvider.System),
        ];
}
