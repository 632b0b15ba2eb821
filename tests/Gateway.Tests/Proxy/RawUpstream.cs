using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Proxy;

/// <summary>An upstream on loopback that answers every connection's first bytes with the same ones, and hangs
/// up.</summary>
internal sealed class RawUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public RawUpstream(string answer)
    {
        _listener.Start();
        _run = RunAsync(Encoding.Latin1.GetBytes(answer));
    }

    /// <summary>How many connections have asked.</summary>
    public int Asked { get; private set; }

    public string Address => $"http://{_listener.LocalEndpoint}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(byte[] answer)
    {
        var buffer = new byte[4096];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _ = await socket.ReceiveAsync(buffer, _stop.Token);
                Asked++;
                _ = await socket.SendAsync(answer, _stop.Token);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException)
            {
                // The proxy hung up, or the test is over.
            }
        }
    }
}
