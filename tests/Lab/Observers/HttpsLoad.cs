using Lab.Network;

namespace Lab.Observers;

/// <summary>Asks the pair for its page without a pause, by many requests at once: most go over open connections, some
/// connect anew each time, with a full TLS handshake. All cores are busy.</summary>
internal sealed class HttpsLoad : IAsyncDisposable
{
    private const int OnOpenConnections = 48;
    private const int ConnectingAnew = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Recovery = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly HttpClient _open;
    private readonly HttpClient _anew;
    private readonly Task _asking;
    private long _answered;
    private long _failed;

    internal HttpsLoad(SegmentNode client)
    {
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
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
            {
                if (!_stopping.IsCancellationRequested)
                {
                    Interlocked.Increment(ref _failed);
                    await Task.Delay(Recovery);
                }
            }
        }
    }
}
