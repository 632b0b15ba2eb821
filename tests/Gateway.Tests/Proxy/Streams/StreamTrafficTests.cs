using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Metrics.Exposition;
using Gateway.Metrics.Sources;
using Gateway.Tests.Tls;
using Shared;

namespace Gateway.Tests.Proxy.Streams;

/// <summary>Issue 6, point 6: access log and counters, of streams.</summary>
public sealed class StreamTrafficTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string LogFile => Path.Combine(_folder.Path, "access.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_connection_that_ends_is_written_down_and_counted()
    {
        using var server = TcpServer.Echo("hello");
        await using var stage = await StartAsync(StreamTests.Stream(server.Address));
        await using (var client = await stage.Proxy.ConnectAsync(RunningProxy.Timeout))
        {
            await client.WriteAsync("abc"u8.ToArray(), RunningProxy.Timeout);
            client.Socket.Shutdown(SocketShutdown.Send);
            await client.CopyToAsync(Stream.Null, RunningProxy.Timeout);
        }

        var line = Assert.Single(await LinesAsync(1));
        Assert.Equal(
            ("127.0.0.1", "db", "TCP", 200, 8, 3, Name(server.Address), "complete"),
            (Text(line, "client"), Text(line, "stream"), Text(line, "protocol"), line.GetProperty("status").GetInt32(),
                line.GetProperty("bytes").GetInt32(), line.GetProperty("received").GetInt32(),
                Text(line, "destination"), Text(line, "end")));
        var labels = $"stream=\"db\",destination=\"{Name(server.Address)}\"";
        Assert.Equal(
            [
                "gateway_stream_connections_active{stream=\"db\"} 0",
                $"gateway_stream_destination_up{{{labels}}} 1",
                $"gateway_stream_destination_connections_active{{{labels}}} 0",
                $"gateway_stream_connections_total{{{labels},end=\"complete\"}} 1",
                $"gateway_stream_connection_duration_seconds_count{{{labels}}} 1",
                $"gateway_stream_received_bytes_total{{{labels}}} 3",
                $"gateway_stream_sent_bytes_total{{{labels}}} 8",
            ],
            stage.Figures());
    }

    [Fact]
    public async Task One_that_is_open_is_counted_and_its_bytes_as_they_pass()
    {
        using var server = TcpServer.Echo("hello");
        await using var stage = await StartAsync(StreamTests.Stream(server.Address));
        await using var client = await stage.Proxy.ConnectAsync(RunningProxy.Timeout);
        await client.ReadExactlyAsync(new byte[5], RunningProxy.Timeout);

        await UntilAsync(() => stage.Figures().Contains(
            $"gateway_stream_sent_bytes_total{{stream=\"db\",destination=\"{Name(server.Address)}\"}} 5"));

        Assert.Contains("gateway_stream_connections_active{stream=\"db\"} 1", stage.Figures());
    }

    [Theory]
    [InlineData("client", "client")]
    [InlineData("destination", "destination")]
    [InlineData("idle", "idle")]
    public async Task Why_it_ended_is_told(string who, string word)
    {
        using var server = new TcpServer(async stream =>
        {
            await stream.WriteAsync("hello"u8.ToArray());
            if (who == "destination")
            {
                // Not a probe's, and not before the connection is one.
                await stream.ReadExactlyAsync(new byte[1]);
                Reset(stream.Socket);
                return;
            }

            await stream.CopyToAsync(Stream.Null);
        });
        var idle = who == "idle" ? TimeSpan.FromMilliseconds(300) : TimeSpan.FromMinutes(1);
        await using var stage = await StartAsync(StreamTests.Stream(server.Address) with { IdleTimeout = idle });
        await using var client = await stage.Proxy.ConnectAsync(RunningProxy.Timeout);
        await client.ReadExactlyAsync(new byte[5], RunningProxy.Timeout);
        if (who == "client")
        {
            Reset(client.Socket);
        }
        else if (who == "destination")
        {
            await client.WriteAsync("!"u8.ToArray(), RunningProxy.Timeout);
        }

        Assert.Equal(word, Text(Assert.Single(await LinesAsync(1)), "end"));
    }

    [Fact]
    public async Task One_too_many_and_one_that_nobody_answers_are_written_down_and_counted()
    {
        using var server = TcpServer.Echo("hello");
        var gone = new TcpServer(_ => Task.CompletedTask);
        var address = gone.Address;
        gone.Dispose();
        await using var full = await StartAsync(StreamTests.Stream(server.Address) with { MaxConnections = 1 });
        await using var first = await full.Proxy.ConnectAsync(RunningProxy.Timeout);
        await first.ReadExactlyAsync(new byte[5], RunningProxy.Timeout);
        await RefusedAsync(full.Proxy);
        await using var dead = await StartAsync(StreamTests.Stream(address));
        await RefusedAsync(dead.Proxy);

        var lines = await LinesAsync(2);

        Assert.Equal(["502 unanswered", "503 full"], lines
            .Select(line => $"{line.GetProperty("status").GetInt32()} {Text(line, "end")}").Order());
        Assert.Contains("gateway_stream_refused_total{stream=\"db\",reason=\"full\"} 1", full.Figures());
        Assert.Contains("gateway_stream_refused_total{stream=\"db\",reason=\"unanswered\"} 1", dead.Figures());
        Assert.Contains(
            $"gateway_stream_destination_up{{stream=\"db\",destination=\"{Name(address)}\"}} 0", dead.Figures());
    }

    [Fact]
    public async Task What_is_cut_off_here_is_told_as_well()
    {
        using var server = TcpServer.Echo("hello");
        await using var stage = await StartAsync(StreamTests.Stream(server.Address), TimeSpan.FromMilliseconds(100));
        await using var client = await stage.Proxy.ConnectAsync(RunningProxy.Timeout);
        await client.ReadExactlyAsync(new byte[5], RunningProxy.Timeout);

        await stage.Proxy.Server.StopAsync(RunningProxy.Timeout);
        await stage.Proxy.DisposeAsync();

        Assert.Equal("stopped", Text(Assert.Single(await LinesAsync(1)), "end"));
    }

    [Fact]
    public async Task One_that_came_by_its_host_says_which()
    {
        using var server = new TcpServer(_ => Task.CompletedTask);
        var stream = StreamTests.Stream(server.Address) with { ServerNames = ["*.example.com"] };
        await using var proxy = await RunningProxy.StartAsync(Config(stream) with { Listeners = [Configs.Https] });
        await using (var tls = new SslStream(await proxy.ConnectAsync(RunningProxy.Timeout)))
        {
            _ = await Record.ExceptionAsync(() => tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = "vpn.example.com" }, RunningProxy.Timeout));
        }

        var line = Assert.Single(await LinesAsync(1));
        Assert.Equal(("db", "vpn.example.com"), (Text(line, "stream"), Text(line, "serverName")));
    }

    [Fact]
    public async Task The_limit_counts_what_came_before_a_reload()
    {
        using var server = TcpServer.Echo("hello");
        var stream = StreamTests.Stream(server.Address) with { MaxConnections = 1 };
        await using var stage = await StartAsync(stream);
        await using var first = await stage.Proxy.ConnectAsync(RunningProxy.Timeout);
        await first.ReadExactlyAsync(new byte[5], RunningProxy.Timeout);

        stage.Proxy.Server.Follow(
            Config(stream) with { Streams = [stream with { IdleTimeout = TimeSpan.FromSeconds(99) }] });

        await RefusedAsync(stage.Proxy);
        Assert.Contains("gateway_stream_connections_active{stream=\"db\"} 1", stage.Figures());
    }

    private async Task<Stage> StartAsync(StreamConfig stream, TimeSpan? stopDeadline = null)
    {
        var proxy = await RunningProxy.StartAsync(Config(stream), stopDeadline);
        return new(proxy, StreamFigures.Of(proxy.Server.Meter));
    }

    private GatewayConfig Config(StreamConfig stream) => Configs.Empty with
    {
        Listeners = [new(new(IPAddress.Loopback, 0), ListenScheme.Tcp) { Stream = stream.Name }],
        Streams = [stream],
        AccessLog = new(LogFile, AccessLogFormat.Json),
    };

    private static string Name(DnsEndPoint address) => $"{address.Host}:{address.Port}";

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private static void Reset(Socket socket)
    {
        socket.LingerState = new(true, 0);
        socket.Dispose();
    }

    private static async Task RefusedAsync(RunningProxy proxy)
    {
        try
        {
            await using var client = await proxy.ConnectAsync(RunningProxy.Timeout);
            Assert.Equal(0, await client.ReadAsync(new byte[1], RunningProxy.Timeout));
        }
        catch (Exception reset) when (reset is IOException or SocketException)
        {
            // Refused, too.
        }
    }

    private async Task<JsonElement[]> LinesAsync(int count)
    {
        await UntilAsync(() => File.Exists(LogFile) && File.ReadAllLines(LogFile).Length >= count);
        return [.. (await File.ReadAllLinesAsync(LogFile)).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var timeout = RunningProxy.Timeout;
        while (!isSo())
        {
            timeout.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }
    }

    private sealed record Stage(RunningProxy Proxy, IMetricSource Counted) : IAsyncDisposable
    {
        /// <summary>The lines of the page, but for buckets and sums.</summary>
        public string[] Figures()
        {
            var text = new ExpositionText(ExpositionFormat.PrometheusText);
            new StreamFigures(Proxy.Server.Streams).Collect(text);
            Counted.Collect(text);
            return [.. text.End().Split('\n').Where(line => line.StartsWith("gateway_", StringComparison.Ordinal)
                && !line.Contains("_bucket{", StringComparison.Ordinal)
                && !line.Contains("_sum{", StringComparison.Ordinal))];
        }

        public async ValueTask DisposeAsync()
        {
            (Counted as IDisposable)?.Dispose();
            await Proxy.DisposeAsync();
        }
    }
}
