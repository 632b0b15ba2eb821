using System.Diagnostics.Metrics;
using System.Net.Security;
using System.Text;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Tests.Tls;
using Shared;

namespace Gateway.Tests.Proxy.Traffic;

/// <summary>Issue 6, point 6: what Kestrel refuses before any of our code sees it is in the access log and in the
/// counters, too, as in nginx and HAProxy.</summary>
public sealed class RefusedRequestTests : IDisposable
{
    private const string Rest = "Host: app.example.com\r\n\r\n";

    private readonly TestFolder _folder = new();

    private string LogFile => Path.Combine(_folder.Path, "access.log");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nX-Long: {long}\r\n" + Rest, 431, "GET", "/", "HTTP/1.1", "too long")]
    [InlineData("GET /{long} HTTP/1.1\r\n" + Rest, 414, "", "", "", "Request line too long.")]
    [InlineData("nonsense\r\n" + Rest, 400, "", "", "", "Invalid request line")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400, "GET", "/", "HTTP/1.1", "Request is missing Host header.")]
    [InlineData("GET /a?b=c HTTP/1.1\r\nContent-Length: +3\r\n" + Rest, 400, "GET", "/a?b=c", "HTTP/1.1",
        "Invalid content length")]
    [InlineData("GET / HTTP/3.7\r\n" + Rest, 505, "", "", "", "Unrecognized HTTP version")]
    public async Task One_that_cannot_be_read_is_written_down_with_why_and_counted(
        string request, int status, string method, string target, string protocol, string why)
    {
        await using var proxy = await StartAsync();
        using var counted = new Counted(proxy);

        var answer = await AskAsync(proxy, request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        var line = await LineAsync(proxy);
        Assert.Equal(
            ("127.0.0.1", method, "http", target, protocol, status, 0),
            (Text(line, "client"), Text(line, "method"), Text(line, "scheme"), Text(line, "target"),
                Text(line, "protocol"), line.GetProperty("status").GetInt32(), line.GetProperty("bytes").GetInt32()));
        Assert.Contains(why, Text(line, "error"), StringComparison.Ordinal);
        Assert.Equal([$"gateway.requests 1    {status}"], counted.Lines);
    }

    [Fact]
    public async Task The_next_one_on_a_connection_counts_apart()
    {
        await using var proxy = await StartAsync();
        using var counted = new Counted(proxy);

        _ = await AskAsync(proxy, "GET / HTTP/1.1\r\n" + Rest + "nonsense\r\n\r\n");

        await UntilAsync(() => Lines().Length == 2);
        Assert.Equal(
            [404, 400], Lines().Select(line => JsonDocument.Parse(line).RootElement.GetProperty("status").GetInt32()));
        Assert.Equal(
            ["gateway.requests 1    400", "gateway.requests 1    404"], counted.Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Over_TLS_it_says_so()
    {
        await using var proxy = await StartAsync(Configs.Https);
        await using var client = await proxy.ConnectTlsAsync();

        await client.WriteAsync("nonsense\r\n\r\n"u8.ToArray(), RunningProxy.Timeout);
        await client.CopyToAsync(Stream.Null, RunningProxy.Timeout);

        Assert.Equal("https", Text(await LineAsync(proxy), "scheme"));
    }

    [Fact]
    public async Task Headers_that_are_too_large_over_HTTP_2_are_written_down()
    {
        await using var proxy = await StartAsync(Configs.Https);
        // The client of .NET keeps to the limit once it has heard of it. RFC 7541 section 5.1: a length of 10,240.
        byte[] header = [0, 1, (byte)'x', 127, 0x81, 79, .. Enumerable.Repeat((byte)'x', 10 * 1024)];
        await using var client = await proxy.ConnectTlsAsync(alpn: SslApplicationProtocol.Http2);

        await client.WriteAsync(
            (byte[])[
                .. Http2Frames.Opening,
                .. Http2Frames.Of(
                    Http2Frames.Headers, Http2Frames.EndStream, stream: 1, Http2Frames.FieldsOfGet("localhost")),
                .. Http2Frames.Of(Http2Frames.Continuation, 0, stream: 1, header),
                .. Http2Frames.Of(Http2Frames.Continuation, 0, stream: 1, header),
                .. Http2Frames.Of(Http2Frames.Continuation, 0, stream: 1, header),
                .. Http2Frames.Of(Http2Frames.Continuation, Http2Frames.EndHeaders, stream: 1, header),
            ],
            RunningProxy.Timeout);

        Assert.True((await Http2Frames.HeadersAsync(client)).Payload.AsSpan().IndexOf("431"u8) >= 0);
        var line = await LineAsync(proxy);
        Assert.Equal(("HTTP/2", 431), (Text(line, "protocol"), line.GetProperty("status").GetInt32()));
    }

    // The body is read where requests are answered: it was told there.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_whose_body_cannot_be_read_is_told_once(bool isForwarded)
    {
        await using var upstream = await Upstream.StartAsync(
            context => context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted));
        var config = isForwarded ? Configs.To(upstream.Address) : Configs.Empty;
        await using var proxy = await StartAsync(config: config);
        using var counted = new Counted(proxy);

        _ = await AskAsync(
            proxy, "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + Rest + "nonsense\r\n\r\n");

        _ = await LineAsync(proxy);
        Assert.Single(counted.Lines);
    }

    private async Task<RunningProxy> StartAsync(ListenEndpoint? listener = null, GatewayConfig? config = null) =>
        await RunningProxy.StartAsync((config ?? Configs.Empty) with
        {
            Listeners = [listener ?? Configs.Http],
            AccessLog = new(LogFile, AccessLogFormat.Json),
        });

    private static async Task<string> AskAsync(RunningProxy proxy, string request)
    {
        await using var client = await proxy.ConnectAsync(RunningProxy.Timeout);
        var text = request.Replace("{long}", new('x', 40 * 1024), StringComparison.Ordinal);
        await client.WriteAsync(Encoding.Latin1.GetBytes(text), RunningProxy.Timeout);
        var answer = new StringBuilder();
        try
        {
            var buffer = new byte[4096];
            while (await client.ReadAsync(buffer, RunningProxy.Timeout) is > 0 and var length)
            {
                _ = answer.Append(Encoding.Latin1.GetString(buffer, 0, length));
            }
        }
        catch (IOException)
        {
            // A reset, because not all of it was read.
        }

        return answer.ToString();
    }

    // The only line, once nothing can come any more.
    private async Task<JsonElement> LineAsync(RunningProxy proxy)
    {
        await UntilAsync(() => Lines().Length > 0);
        await proxy.DisposeAsync();
        return JsonDocument.Parse(Assert.Single(Lines())).RootElement;
    }

    private string[] Lines() => File.Exists(LogFile) ? File.ReadAllLines(LogFile) : [];

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var patience = RunningProxy.Timeout;
        while (!isSo())
        {
            patience.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }
    }

    /// <summary>The counter of requests, a line for each that is counted.</summary>
    private sealed class Counted : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = [];

        public Counted(RunningProxy proxy)
        {
            _listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == proxy.Server.Meter.Source && instrument.Name == "gateway.requests")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _lines.Enqueue(
                string.Join(' ', [instrument.Name, value, .. tags.ToArray().Select(tag => tag.Value)])));
            _listener.Start();
        }

        public IReadOnlyCollection<string> Lines => _lines;

        public void Dispose() => _listener.Dispose();
    }
}
