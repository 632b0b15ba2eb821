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

    /// <summary>CVE-2023-44487: a stream that its client resets at once does not count among its hundred, but costs us
    /// a request.</summary>
    [Fact]
    public async Task A_client_that_opens_streams_and_resets_them_at_once_is_cut_off_and_counted()
    {
        await using var upstream = await Upstream.StartAsync(
            context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted));
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        using var errors = ConnectionFigures.ErrorsOf(proxy.Server.Meters);
        await using var client = await proxy.ConnectTlsAsync(alpn: SslApplicationProtocol.Http2);
        await client.WriteAsync(Http2Frames.Opening, RunningProxy.Timeout);

        var end = await Record.ExceptionAsync(async () =>
        {
            for (var stream = 1; stream < 1_000_000; stream += 200)
            {
                byte[] hundred = [.. Enumerable.Range(0, 100).SelectMany(next => OpenAndReset(stream + (2 * next)))];
                await client.WriteAsync(hundred, RunningProxy.Timeout);
            }
        });

        _ = Assert.IsAssignableFrom<IOException>(end);
        // Whichever comes first: too many that are still being cleared away, or too many answers that nobody reads.
        var line = Assert.Single(await LinesAsync(errors));
        Assert.Matches("error=\"(stream_reset_limit_exceeded|output_queue_size_exceeded)\"} 1$", line);
    }

    // RFC 9113 section 7: the client has no use for it any more.
    private static byte[] OpenAndReset(int stream) =>
    [
        .. Http2Frames.Of(
            Http2Frames.Headers, Http2Frames.EndStream | Http2Frames.EndHeaders, stream,
            Http2Frames.FieldsOfGet(Configs.Host)),
        .. Http2Frames.Of(Http2Frames.Reset, 0, stream, [0, 0, 0, 8]),
    ];

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
