using Lab.Network;

namespace Lab.Observers;

/// <summary>Asks the pair for its page by many requests at once: most go over open connections, some connect anew each
/// time, with a full TLS handshake. Without a pause all cores are busy.</summary>
internal sealed class HttpsLoad : IAsyncDisposable
{
    private const int OnOpenConnections = 48;
    private const int ConnectingAnew = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Recovery = TimeSpan.FromMilliseconds(10);

    private readonly TimeSpan _pause;
    private readonly CancellationTokenSource _stopping = new();
    private readonly HttpClient _open;
    private readonly HttpClient _anew;
    private readonly Task _asking;
    private long _answered;
    private long _failed;

    /// <summary>Begins.</summary>
    /// <param name="client">The machine that asks.</param>
    /// <param name="pause">How long each waits between an answer and its next request.</param>
    internal HttpsLoad(SegmentNode client, TimeSpan pause = default)
    {
        _pause = pause;
        _open = HttpsClient.Create(client, Timeout.InfiniteTimeSpan, Patience);
        _anew = HttpsClient.Create(client, TimeSpan.Zero, Patience);
        _asking = Task.WhenAll([
            .. Enumerable.Range(0, OnOpenConnections).Select(_ => Task.Run(() => AskAsync(_open))),
            .. Enumerable.Range(0, ConnectingAnew).Select(_ => Task.Run(() => AskAsync(_anew))),
        ]);
    }

    /// <summary>Requests that were answered so far.</summary>
    internal long Answered => Interlocked.Read(ref _answered);

    /// <summary>Requests that failed so far.</summary>
    internal long Failed => Interlocked.Read(ref _failed);

    /// <summary>Why the last one did; null when none did.</summary>
    internal string? LastFailure { get; private set; }

    /// <summary>Stops asking.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _asking;
        _open.Dispose();
        _anew.Dispose();
        _stopping.Dispose();
    }

    private async Task AskAsync(HttpClient client)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await client.GetStringAsync(HttpsClient.Site, _stopping.Token);
                Interlocked.Increment(ref _answered);
                await Task.Delay(_pause, _stopping.Token);
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
            {
                if (!_stopping.IsCancellationRequested)
                {
                    LastFailure = failure.ToString();
                    Interlocked.Increment(ref _failed);
                    await Task.Delay(Recovery);
                }
            }
        }
    }
}
