using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Gateway.Proxy;
using Gateway.Tests.Proxy.Streams;
using Microsoft.AspNetCore.Http;
using Shared;

namespace Gateway.Tests.Proxy;

/// <summary>Issue 6, point 7: requests under way get their time, until their clients have the whole answer.</summary>
public sealed class UnreadAnswerTests
{
    private const int Length = 256 * 1024;

    // Less than a tenth of it.
    private const int ReceiveBuffer = 8 * 1024;

    private static readonly TimeSpan s_never = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_drain_waits_for_who_has_not_read_it()
    {
        await using var upstream = await AnsweringAsync();
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        await using var client = await ConnectAsync(proxy, SslApplicationProtocol.Http11);
        await client.WriteAsync(
            Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {Configs.Host}\r\n\r\n"), RunningProxy.Timeout);
        await TicksAsync(OpenConnections.Youth);

        var draining = proxy.Server.DrainAsync(s_never);
        await TicksAsync(TimeSpan.FromSeconds(1));
        Assert.False(draining.IsCompleted, "The drain is over, and most of the answer has not left this machine.");

        using var answer = new MemoryStream();
        await client.CopyToAsync(answer, RunningProxy.Timeout);
        Assert.InRange(answer.Length, Length, Length + 1024);
        await draining.WaitAsync(RunningProxy.Timeout);
    }

    [Fact]
    public async Task Nothing_of_it_is_thrown_away_when_a_client_of_HTTP_2_says_how_far_it_has_read()
    {
        await using var upstream = await AnsweringAsync();
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address));
        await using var client = await ConnectAsync(proxy, SslApplicationProtocol.Http2);
        byte[] window = [0, 4, .. BigEndian(Length)];
        await client.WriteAsync(
            (byte[])[
                .. Http2Frames.Opening,
                .. Http2Frames.Of(Http2Frames.Settings, 0, stream: 0, window),
                .. Http2Frames.Of(Http2Frames.WindowUpdate, 0, stream: 0, BigEndian(Length)),
                .. Http2Frames.Get(stream: 1, Configs.Host),
            ],
            RunningProxy.Timeout);
        _ = await Http2Frames.HeadersAsync(client);
        var draining = proxy.Server.DrainAsync(s_never);
        await TicksAsync(TimeSpan.FromSeconds(1));

        Assert.False(draining.IsCompleted, "The drain is over, and most of the answer has not left this machine.");

        var length = 0;
        while (length < Length)
        {
            var (_, payload) = await Http2Frames.NextAsync(client, Http2Frames.Data);
            length += payload.Length;
            await client.WriteAsync(
                Http2Frames.Of(Http2Frames.WindowUpdate, 0, stream: 0, BigEndian(payload.Length)),
                RunningProxy.Timeout);
        }

        Assert.Equal(Length, length);
        await draining.WaitAsync(RunningProxy.Timeout);
    }

    // Who has said all may still read.
    [Fact]
    public async Task A_drain_waits_for_a_client_of_a_stream_that_has_said_all()
    {
        var release = new TaskCompletionSource();
        using var server = new TcpServer(async stream =>
        {
            await release.Task;
            await stream.WriteAsync(new byte[Length]);
        });
        await using var proxy = await RunningProxy.StartAsync(StreamTests.Config(StreamTests.Stream(server.Address)));
        await using var client = new NetworkStream(await ConnectAsync(proxy), ownsSocket: true);
        client.Socket.Shutdown(SocketShutdown.Send);
        await TicksAsync(OpenConnections.Youth);

        var draining = proxy.Server.DrainAsync(s_never);
        await TicksAsync(TimeSpan.FromSeconds(0.5));
        release.SetResult();
        await TicksAsync(TimeSpan.FromSeconds(1));
        Assert.False(draining.IsCompleted, "The drain is over, and most of the bytes have not left this machine.");

        using var answer = new MemoryStream();
        await client.CopyToAsync(answer, RunningProxy.Timeout);
        Assert.Equal(Length, answer.Length);
        await draining.WaitAsync(RunningProxy.Timeout);
    }

    [Fact]
    public async Task A_stop_leaves_it_to_the_kernel()
    {
        await using var upstream = await AnsweringAsync();
        // Much longer than it may wait.
        await using var proxy = await RunningProxy.StartAsync(
            Configs.To(upstream.Address), stopDeadline: TimeSpan.FromSeconds(5));
        await using var client = await ConnectAsync(proxy, SslApplicationProtocol.Http11);
        await client.WriteAsync(
            Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {Configs.Host}\r\n\r\n"), RunningProxy.Timeout);
        Assert.Equal('H', await ReadByteAsync(client));

        await proxy.Server.StopAsync(RunningProxy.Timeout).WaitAsync(RunningProxy.Timeout);
        await proxy.DisposeAsync();

        using var answer = new MemoryStream();
        await client.CopyToAsync(answer, RunningProxy.Timeout);
        Assert.InRange(answer.Length, Length, Length + 1024);
    }

    private static Task<Upstream> AnsweringAsync() => Upstream.StartAsync(context =>
    {
        context.Response.ContentLength = Length;
        return context.Response.Body.WriteAsync(new byte[Length]).AsTask();
    });

    private static async Task<Stream> ConnectAsync(RunningProxy proxy, SslApplicationProtocol protocol) =>
        await proxy.SpeakTlsAsync(new NetworkStream(await ConnectAsync(proxy), ownsSocket: true), alpn: protocol);

    private static async Task<Socket> ConnectAsync(RunningProxy proxy)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveBufferSize = ReceiveBuffer,
        };
        await socket.ConnectAsync(IPAddress.Loopback, proxy.Port, RunningProxy.Timeout);
        return socket;
    }

    private static async Task<int> ReadByteAsync(Stream client)
    {
        var one = new byte[1];
        await client.ReadExactlyAsync(one, RunningProxy.Timeout);
        return one[0];
    }

    private static async Task TicksAsync(TimeSpan time)
    {
        var begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < time)
        {
            await Pause.TickAsync();
        }
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
