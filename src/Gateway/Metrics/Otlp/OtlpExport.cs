using System.Collections.Immutable;
using Gateway.Metrics.Exposition;
using Gateway.Proxy.Traffic;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gateway.Metrics.Otlp;

/// <summary>Sends figures and traces to a collector, by OpenTelemetry's protocol. Nothing of OpenTelemetry is loaded
/// where no variable asks for it.</summary>
/// <param name="variables">Whether, and where to.</param>
/// <param name="version">The version of the program.</param>
/// <param name="node">Which entry of <c>Nodes</c> this machine is.</param>
internal sealed class OtlpExport(OtlpVariables variables, string version, string node) : IDisposable
{
    private const string Service = "gateway";

    private IDisposable? _traces;
    private IDisposable? _metrics;
    private MeterBridge? _bridge;

    /// <summary>Begins to trace, if a variable says so. BEFORE the proxy: it passes the context of a trace on if
    /// anybody listens.</summary>
    /// <exception cref="OtlpException">A variable cannot be used.</exception>
    public void StartTraces()
    {
        if (variables.IsOn(OtlpSignal.Traces))
        {
            // Method, path and status in the names of OpenTelemetry: off by default. ASP.NET Core reads it when built.
            AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
            _traces = Start(OtlpSignal.Traces, Traces);
        }
    }

    /// <summary>Begins to send figures, if a variable says so.</summary>
    /// <param name="sources">Who has them, but for the proxy's own meter, Kestrel's and the runtime's, which go out as
    /// they are.</param>
    /// <exception cref="OtlpException">A variable cannot be used.</exception>
    public void StartMetrics(ImmutableArray<IMetricSource> sources)
    {
        if (variables.IsOn(OtlpSignal.Metrics))
        {
            _bridge = new MeterBridge(sources, TimeProvider.System);
            _metrics = Start(OtlpSignal.Metrics, Metrics);
        }
    }

    /// <summary>Sends what waits, for at most five seconds, and ends.</summary>
    public void Dispose()
    {
        _metrics?.Dispose();
        _bridge?.Dispose();
        _traces?.Dispose();
    }

    // The edge: what OpenTelemetry makes of a variable that is wrong is its business.
    private static IDisposable Start(OtlpSignal signal, Func<IDisposable> start)
    {
        try
        {
            return start();
        }
        catch (Exception refused) when (refused is ArgumentException or FormatException or NotSupportedException)
        {
            throw new OtlpException(
                $"OpenTelemetry cannot send {signal.ToString().ToLowerInvariant()}: {refused.Message} "
                + "Correct the environment variables OTEL_EXPORTER_OTLP_*, or remove them.");
        }
    }

    private IDisposable Traces() => Sdk.CreateTracerProviderBuilder()
        .SetResourceBuilder(Resource())
        .AddSource("Microsoft.AspNetCore", "Yarp.ReverseProxy")
        .AddOtlpExporter(options => Aim(options, OtlpSignal.Traces))
        .Build();

    private IDisposable Metrics() => Sdk.CreateMeterProviderBuilder()
        .SetResourceBuilder(Resource())
        .AddMeter(MeterBridge.Name, TrafficMeter.Name, "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
        .AddOtlpExporter(options => Aim(options, OtlpSignal.Metrics))
        .Build();

    // What the variables say of the resource wins: they come last.
    private ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddTelemetrySdk()
        .AddService(Service, serviceVersion: version, serviceInstanceId: node)
        .AddEnvironmentVariableDetector();

    private void Aim(OtlpExporterOptions options, OtlpSignal signal)
    {
        if (variables.OwnEndpoint(signal) is { } endpoint)
        {
            options.Endpoint = new(endpoint);
        }
    }
}
