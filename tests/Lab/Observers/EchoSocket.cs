using System.Net.WebSockets;
using Lab.Network;
using Lab.Subjects;

namespace Lab.Observers;

/// <summary>A WebSocket through the pair that sends a message again and again and waits for its echo.</summary>
internal sealed class EchoSocket : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _invoker;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _echoing = Task.CompletedTask;
    private int _echoes;
    private long _lastEcho;

    private EchoSocket(SegmentNode client) => _invoker = new(HttpsClient.CreateHandler(client, Patience));

    /// <summary>The echo of the application, at the address of the pair.</summary>
    internal static Uri Address { get; } = new($"wss://{PairSettings.VirtualAddress}/echo");

    /// <summary>Echoes so far.</summary>
    internal int Echoes => Volatile.Read(ref _echoes);

    /// <summary>When the latest came.</summary>
    internal TimeSpan LastEcho => new(Interlocked.Read(ref _lastEcho));

    /// <summary>Why it broke; null while it has not.</summary>
    internal string? Failure { get; private set; }

    /// <summary>Connects and begins.</summary>
    internal static async Task<EchoSocket> OpenAsync(SegmentNode client)
    {
        var echo = new EchoSocket(client);
        using var limit = new CancellationTokenSource(Patience);
        await echo._socket.ConnectAsync(Address, echo._invoker, limit.Token);
        echo._echoing = echo.EchoAsync();
        return echo;
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _echoing;
        _socket.Dispose();
        _invoker.Dispose();
        _stopping.Dispose();
    }

    private async Task EchoAsync()
    {
        byte[] buffer = new byte[64];
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                await _socket.SendAsync(
                    "still here"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, _stopping.Token);
                WebSocketReceiveResult echo = await _socket.ReceiveAsync(buffer, _stopping.Token);
                if (echo.MessageType == WebSocketMessageType.Close)
                {
                    Failure = $"closed: {echo.CloseStatusDescription}";
                    return;
                }

                Interlocked.Exchange(ref _lastEcho, LabClock.Now.Ticks);
                Interlocked.Increment(ref _echoes);
                await Task.Delay(Pace, _stopping.Token);
            }
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException)
        {
            Failure = _stopping.IsCancellationRequested ? null : broken.ToString();
        }
    }
}
