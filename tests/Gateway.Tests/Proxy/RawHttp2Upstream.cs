using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Proxy;

/// <summary>An upstream on loopback that speaks HTTP/2 without TLS and answers every request with the same frames, also
/// those that no server of .NET would send.</summary>
internal sealed class RawHttp2Upstream : IAsyncDisposable
{
    private const byte Acknowledged = 1;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    /// <summary>Listens.</summary>
    /// <param name="answer">The frames, for the stream of that number.</param>
    public RawHttp2Upstream(Func<byte, byte[]> answer)
    {
        _listener.Start();
        _run = RunAsync(answer);
    }

    /// <summary>Where it listens.</summary>
    public string Address => $"http://{_listener.LocalEndpoint}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(Func<byte, byte[]> answer)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token), answer));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client, Func<byte, byte[]> answer)
    {
        using (client)
        {
            var stream = client.GetStream();
            await using var ending = _stop.Token.Register(stream.Dispose);
            try
            {
                // The preface has no frame before its SETTINGS.
                await stream.ReadExactlyAsync(new byte[24], _stop.Token);
                await stream.WriteAsync(Http2Frames.Of(Http2Frames.Settings, 0, 0, []), _stop.Token);
                await stream.WriteAsync(Http2Frames.Of(Http2Frames.Settings, Acknowledged, 0, []), _stop.Token);
                while (true)
                {
                    var (asked, _) = await Http2Frames.HeadersAsync(stream);
                    await stream.WriteAsync(answer(asked), _stop.Token);
                }
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The proxy hung up, or the test is over.
            }
        }
    }
}
