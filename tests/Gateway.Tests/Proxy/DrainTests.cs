using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Text;
using Gateway.Proxy;
using Microsoft.AspNetCore.Http;
using Shared;

namespace Gateway.Tests.Proxy;

/// <summary>Clients are led away before the addresses go (RFC 9113 section 6.8, RFC 9112 section 9.6).</summary>
public sealed class DrainTests
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(30);

    // Who waits for it has lost patience long before.
    private static readonly TimeSpan MuchLater = TimeSpan.FromMinutes(10);

    // Of a GOAWAY: the last stream that is served, and no error. While one is under way it is not known which is
    // the last.
    private static readonly byte[] s_anyStream = [0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];
    private static readonly byte[] s_firstStream = [0, 0, 0, 1, 0, 0, 0, 0];

    private static readonly byte[] s_hello = [.. "hello"u8];

    [Fact]
    public async Task Idle_connections_are_closed_at_once_and_nobody_is_waited_for()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        await using var tls = await proxy.ConnectTlsAsync();
        await AskAsync(tls);
        _ = await ReadAsync(tls);

        await proxy.Server.DrainAsync(Never).WaitAsync(RunningProxy.Timeout);

        // Comes to its end, without an error.
        await tls.CopyToAsync(Stream.Null, RunningProxy.Timeout);
    }

    [Fact]
    public async Task Requests_under_way_finish_and_are_the_last_of_their_connection()
    {
        var (asked, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            asked.SetResult();
            await release.Task.WaitAsync(RunningProxy.Timeout);
            await context.Response.WriteAsync("hello");
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        await using var tls = await proxy.ConnectTlsAsync();
        var connected = Stopwatch.GetTimestamp();
        await AskAsync(tls);
        await asked.Task.WaitAsync(RunningProxy.Timeout);
        while (Stopwatch.GetElapsedTime(connected) < OpenConnections.Youth)
        {
            await Pause.TickAsync();
        }

        var draining = proxy.Server.DrainAsync(Never);
        Assert.False(draining.IsCompleted);
        release.SetResult();

        var answer = await ReadAsync(tls);
        Assert.Contains("Connection: close\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("hello", answer, StringComparison.Ordinal);
        await draining.WaitAsync(RunningProxy.Timeout);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task New_connections_are_served_once(string version)
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        await proxy.Server.DrainAsync(Never).WaitAsync(RunningProxy.Timeout);

        for (var i = 0; i < 5; i++)
        {
            using var response = await proxy.GetAsync(version: Version.Parse(version));

            Assert.Equal("hello", await response.Content.ReadAsStringAsync());
            Assert.Equal(version == "1.1", response.Headers.ConnectionClose ?? false);
        }
    }

    [Fact]
    public async Task Http2_streams_finish_and_the_next_request_goes_to_a_new_connection()
    {
        var (asked, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var connections = 0;
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref connections) == 1)
            {
                asked.SetResult();
                await release.Task.WaitAsync(RunningProxy.Timeout);
            }

            await context.Response.WriteAsync("hello");
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        var first = proxy.GetAsync(version: HttpVersion.Version20);
        await asked.Task.WaitAsync(RunningProxy.Timeout);

        var draining = proxy.Server.DrainAsync(Never);
        using var second = await proxy.GetAsync(version: HttpVersion.Version20);
        Assert.False(draining.IsCompleted);
        release.SetResult();

        using var response = await first;
        Assert.Equal("hello", await response.Content.ReadAsStringAsync());
        Assert.Equal("hello", await second.Content.ReadAsStringAsync());
        await draining.WaitAsync(RunningProxy.Timeout);
    }

    [Fact]
    public async Task An_idle_Http2_connection_gets_a_GOAWAY_and_is_closed()
    {
        await using var upstream = await Upstream.SayingAsync("hello");
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        await using var tls = await AskHttp2Async(proxy);
        Assert.Equal(s_hello, (await Http2Frames.NextAsync(tls, Http2Frames.Data)).Payload);

        await proxy.Server.DrainAsync(MuchLater).WaitAsync(RunningProxy.Timeout);

        Assert.Equal(s_firstStream, (await Http2Frames.NextAsync(tls, Http2Frames.GoAway)).Payload);
        await tls.CopyToAsync(Stream.Null, RunningProxy.Timeout);
        Assert.DoesNotContain(proxy.Log.Lines, l => l.Contains("did not end", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_busy_Http2_connection_gets_a_GOAWAY_and_its_answer_and_is_closed()
    {
        var (requests, release) = (0, new TaskCompletionSource());
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref requests) == 1)
            {
                await release.Task.WaitAsync(RunningProxy.Timeout);
            }

            await context.Response.WriteAsync("hello");
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        await using var tls = await AskHttp2Async(proxy);
        while (Volatile.Read(ref requests) == 0)
        {
            await Pause.TickAsync();
        }

        var draining = proxy.Server.DrainAsync(MuchLater);

        Assert.Equal(s_anyStream, (await Http2Frames.NextAsync(tls, Http2Frames.GoAway)).Payload);
        await using var next = await AskHttp2Async(proxy);
        Assert.Equal(s_hello, (await Http2Frames.NextAsync(next, Http2Frames.Data)).Payload);
        Assert.False(draining.IsCompleted);
        release.SetResult();
        Assert.Equal(s_hello, (await Http2Frames.NextAsync(tls, Http2Frames.Data)).Payload);
        Assert.Equal(s_firstStream, (await Http2Frames.NextAsync(tls, Http2Frames.GoAway)).Payload);
        await tls.CopyToAsync(Stream.Null, RunningProxy.Timeout);
        await draining.WaitAsync(RunningProxy.Timeout);
        Assert.DoesNotContain(proxy.Log.Lines, l => l.Contains("did not end", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_web_socket_has_the_deadline_and_is_named()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            _ = await socket.ReceiveAsync(new byte[1], RunningProxy.Timeout);
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        using var client = new ClientWebSocket();
        using var invoker = proxy.CreateClient();
        await client.ConnectAsync(
            new UriBuilder(proxy.Uri()) { Scheme = "wss" }.Uri, invoker, RunningProxy.Timeout);

        await proxy.Server.DrainAsync(TimeSpan.FromMilliseconds(50)).WaitAsync(RunningProxy.Timeout);

        Assert.Equal(WebSocketState.Open, client.State);
        Assert.Contains(
            proxy.Log.Lines, l => l.StartsWith("Information: 1 connection(s) did not end", StringComparison.Ordinal));
    }

    private static async Task<Stream> AskHttp2Async(RunningProxy proxy)
    {
        var tls = await proxy.ConnectTlsAsync(alpn: SslApplicationProtocol.Http2);
        await tls.WriteAsync(
            (byte[])[.. Http2Frames.Opening, .. Http2Frames.Get(stream: 1, Configs.Host)], RunningProxy.Timeout);
        return tls;
    }

    private static async Task AskAsync(Stream connection) => await connection.WriteAsync(
        Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {Configs.Host}\r\n\r\n"), RunningProxy.Timeout);

    private static async Task<string> ReadAsync(Stream connection)
    {
        var text = "";
        var buffer = new byte[4096];
        while (!text.Contains("hello", StringComparison.Ordinal))
        {
            var read = await connection.ReadAsync(buffer, RunningProxy.Timeout);
            Assert.NotEqual(0, read);
            text += Encoding.ASCII.GetString(buffer, 0, read);
        }

        return text;
    }
}
