using System.Collections.Concurrent;
using System.Text;
using Gateway.Metrics.Exposition;
using Gateway.Metrics.Otlp;
using Gateway.Metrics.Sources;
using Gateway.Tests.Proxy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Tests.Metrics;

/// <summary>Export to a collector by OpenTelemetry's own variables (issue 7, point 4).</summary>
[Collection(AloneCollection.Name)]
public sealed class OtlpTests
{
    [Theory]
    [InlineData("", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://c:4317", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://c:4317", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317 OTEL_SDK_DISABLED=True", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317 OTEL_TRACES_EXPORTER=none", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317 OTEL_METRICS_EXPORTER=none", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317 OTEL_METRICS_EXPORTER=otlp", true, true)]
    public void The_environment_decides(string environment, bool metrics, bool traces)
    {
        var variables = VariablesOf(environment);

        Assert.Equal(
            (metrics, traces), (variables.IsOn(OtlpSignal.Metrics), variables.IsOn(OtlpSignal.Traces)));
    }

    [Fact]
    public async Task Figures_reach_a_collector()
    {
        await using var collector = await Collector.StartAsync();
        using (var export = ExportTo(collector, "METRICS"))
        {
            export.StartMetrics(
                [new ConfigurationFigures("1.2.3", "edge-a", () => new("abc", true, default, default, 7, 0))]);
        }

        var (path, body) = Assert.Single(collector.Heard);
        Assert.Equal("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", path);
        foreach (var part in (string[])["service.name", "gateway", "service.instance.id", "edge-a", "1.2.3",
            "gateway_config_reloads", "taken_up", "gateway_build_info"])
        {
            Assert.Contains(part, body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Traces_of_requests_reach_a_collector_with_their_route()
    {
        await using var collector = await Collector.StartAsync();
        await using var upstream = await Upstream.SayingAsync("hello");
        using (var export = ExportTo(collector, "TRACES"))
        {
            export.StartTraces();
            await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
            using var answer = await proxy.GetAsync("/some/path");
            Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
            await proxy.Server.StopAsync(RunningProxy.Timeout);
        }

        var (path, body) = Assert.Single(collector.Heard);
        Assert.Equal("/opentelemetry.proto.collector.trace.v1.TraceService/Export", path);
        foreach (var part in (string[])["proxy.forwarder", "Microsoft.AspNetCore", "/some/path", "edge-a"])
        {
            Assert.Contains(part, body, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("gateway-self-test", body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_cannot_be_used_is_named()
    {
        using var export = new OtlpExport(VariablesOf("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=collector"), "1", "edge-a");

        var refused = Assert.Throws<OtlpException>(() => export.StartMetrics([]));

        Assert.Contains("OTEL_EXPORTER_OTLP", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Units_stand_beside_the_names_and_histograms_stay_out()
    {
        var family = MetricFamily.Histogram("test_late_seconds", "Late.");
        using var bridge = new MeterBridge([new ProcessFigures()], TimeProvider.System);
        bridge.Put(family, new HistogramReading([1], [0, 1], 2));
        var told = new ConcurrentDictionary<string, string?>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == MeterBridge.Name)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => told[instrument.Name] = instrument.Unit);
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.Equal("s", told["process_cpu"]);
        Assert.Equal("By", told["process_resident_memory"]);
        Assert.Null(told["dotnet_gc_collections"]);
    }

    private static OtlpVariables VariablesOf(string environment)
    {
        var pairs = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new(name => pairs.GetValueOrDefault(name));
    }

    private static OtlpExport ExportTo(Collector collector, string signal) =>
        new(VariablesOf($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT={collector.Address}"), "1.2.3", "edge-a");

    /// <summary>Takes what comes by gRPC.</summary>
    private sealed class Collector(Upstream upstream, ConcurrentQueue<(string Path, string Body)> heard)
        : IAsyncDisposable
    {
        public string Address => upstream.Address;

        public IReadOnlyCollection<(string Path, string Body)> Heard => heard;

        public static async Task<Collector> StartAsync()
        {
            var heard = new ConcurrentQueue<(string, string)>();
            var upstream = await Upstream.StartAsync(
                async context =>
                {
                    using var body = new MemoryStream();
                    await context.Request.Body.CopyToAsync(body);
                    heard.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
                    context.Response.ContentType = "application/grpc";
                    // An empty answer, and that all is well.
                    await context.Response.Body.WriteAsync(new byte[5]);
                    context.Response.AppendTrailer("grpc-status", "0");
                },
                HttpProtocols.Http2);
            return new(upstream, heard);
        }

        public ValueTask DisposeAsync() => upstream.DisposeAsync();
    }
}
