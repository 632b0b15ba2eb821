using System.Net.Security;
using Gateway.Metrics.Exposition;
using Gateway.Metrics.Instruments;
using Gateway.Metrics.Sources;
using Gateway.Tests.Proxy;
using Shared;

namespace Gateway.Tests.Metrics;

/// <summary>A connection that ends by an error of the protocol has no request that the access log would name (issue 6,
/// point 4: HTTP/2 abuse; point 6: counters).</summary>
public sealed class ConnectionErrorTests
{
    [Fact]
    public async Task It_is_counted_by_what_was_wrong()
    {
        await using var proxy = await RunningProxy.StartAsync(
            Configs.To("http://127.0.0.1:1") with { Listeners = [Configs.Https] });
        using var errors = ConnectionFigures.ErrorsOf(proxy.Server.Meters);
        await using (var client = await proxy.ConnectTlsAsync(alpn: SslApplicationProtocol.Http2))
        {
            // RFC 9113 section 6.1: DATA belongs to a stream.
            var ofNoStream = Http2Frames.Of(Http2Frames.Data, 0, 0, [42]);
            await client.WriteAsync((byte[])[.. Http2Frames.Opening, .. ofNoStream], RunningProxy.Timeout);
            await client.CopyToAsync(Stream.Null, RunningProxy.Timeout);
        }

        Assert.Equal(
            ["gateway_connection_errors_total{version=\"2\",error=\"invalid_stream_id\"} 1"], await LinesAsync(errors));
    }

    private static async Task<string[]> LinesAsync(MeterFollower source)
    {
        // The connection is counted once it is gone, which is after its last byte.
        var deadline = RunningProxy.Timeout;
        while (true)
        {
            deadline.ThrowIfCancellationRequested();
            var text = new ExpositionText(ExpositionFormat.PrometheusText);
            source.Collect(text);
            string[] lines = [.. text.End().Split('\n').Where(line => line is not ("" or ['#', ..]))];
            if (lines.Length > 0)
            {
                return lines;
            }

            await Pause.TickAsync();
        }
    }
}
