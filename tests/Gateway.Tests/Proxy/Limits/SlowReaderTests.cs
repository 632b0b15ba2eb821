using System.Net.Security;
using System.Text;
using Microsoft.AspNetCore.Http;
using Shared;

namespace Gateway.Tests.Proxy.Limits;

/// <summary>Issue 6, point 4: slow clients. Who asks for much and takes nothing holds a connection, and what waits in
/// it.</summary>
public sealed class SlowReaderTests
{
    // SETTINGS_INITIAL_WINDOW_SIZE, and the same for the connection: as large as can be (RFC 9113 section 6.9).
    private static readonly byte[] s_openWindows =
    [
        .. Http2Frames.Of(Http2Frames.Settings, 0, 0, [0, 4, 0x7F, 0xFF, 0xFF, 0xFF]),
        .. Http2Frames.Of(Http2Frames.WindowUpdate, 0, 0, [0x7F, 0xFF, 0, 0]),
    ];

    private enum Way
    {
        Http,
        Https,
        Http2,
        Http2WithoutWindow,
    }

    /// <summary>As much a second as can be asked for: what the kernel takes from us counts as taken by the client.
    /// Side by side: each waits for its time.</summary>
    [Fact]
    public Task Who_takes_nothing_of_an_answer_is_cut_off_and_its_neighbour_is_not() =>
        Task.WhenAll(Enum.GetValues<Way>().Select(CutOffAsync));

    private static async Task CutOffAsync(Way way)
    {
        var (requests, cutOff) = (0, new TaskCompletionSource());
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            var ended = context.RequestAborted;
            var isFirst = Interlocked.Increment(ref requests) == 1;
            using var told = ended.Register(() => _ = isFirst && cutOff.TrySetResult());
            // The neighbour's comes little by little.
            var piece = new byte[isFirst ? 1 << 20 : 1];
            while (!ended.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(piece, CancellationToken.None);
                await Pause.TickAsync();
            }
        });
        await using var proxy = await RunningProxy.StartAsync(Configs.To(upstream.Address) with
        {
            Listeners = [way == Way.Http ? Configs.Http : Configs.Https],
            Limits = new() { MinDataRate = 1_000_000 },
        });
        await using var idle = await AskAsync(proxy, way);
        while (Volatile.Read(ref requests) == 0)
        {
            await Pause.TickAsync();
        }

        await using var neighbour = await AskAsync(proxy, way);
        var (buffer, patience) = (new byte[4096], RunningProxy.Timeout);
        do
        {
            Assert.NotEqual(0, await neighbour.ReadAsync(buffer, patience));
        }
        while (!cutOff.Task.IsCompleted);

        Assert.NotEqual(0, await neighbour.ReadAsync(buffer, patience));
        await ReadToTheEndAsync(idle);
    }

    private static async Task<Stream> AskAsync(RunningProxy proxy, Way way)
    {
        Stream stream = way == Way.Http
            ? await proxy.ConnectAsync(RunningProxy.Timeout)
            : await proxy.ConnectTlsAsync(
                alpn: way == Way.Https ? SslApplicationProtocol.Http11 : SslApplicationProtocol.Http2);
        await stream.WriteAsync(
            way is Way.Http or Way.Https
                ? Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {Configs.Host}\r\n\r\n")
                :
                [
                    .. Http2Frames.Opening,
                    .. way == Way.Http2 ? s_openWindows : [],
                    .. Http2Frames.Get(stream: 1, Configs.Host),
                ],
            RunningProxy.Timeout);
        return stream;
    }

    private static async Task ReadToTheEndAsync(Stream stream)
    {
        try
        {
            await stream.CopyToAsync(Stream.Null, RunningProxy.Timeout);
        }
        catch (IOException)
        {
            // Reset.
        }
    }
}
