using Lab.Network;

namespace Lab.Observers;

/// <summary>A client that asks the pair over HTTPS fifty times a second, each time on a new connection, without waiting
/// for earlier answers.</summary>
internal sealed class RequestProbe : IAsyncDisposable
{
    internal static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly List<RequestRecord> records = [];
    private readonly List<Task> outstanding = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly HttpClient client;
    private readonly Task asking;

    internal RequestProbe(SegmentNode node)
    {
        client = HttpsClient.Create(node, reuse: TimeSpan.Zero, Patience);
        asking = AskAsync();
    }

    /// <summary>All requests that have ended, in that order.</summary>
    internal RequestRecord[] Records
    {
        get
        {
            lock (gate)
            {
                return [.. records];
            }
        }
    }

    /// <summary>Stops asking and waits for the requests under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await asking;
        await Task.WhenAll(outstanding);
        client.Dispose();
        stopping.Dispose();
    }

    private async Task AskAsync()
    {
        using var pace = new PeriodicTimer(Pace);
        while (!stopping.IsCancellationRequested)
        {
            outstanding.RemoveAll(task => task.IsCompleted);
            outstanding.Add(AskOnceAsync());
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task AskOnceAsync()
    {
        TimeSpan sent = LabClock.Now;
        string? through = null;
        try
        {
            string answer = await client.GetStringAsync(HttpsClient.Site);
            through = answer.TrimEnd()[(answer.LastIndexOf(' ') + 1)..];
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            // A failed request is a figure of the demo.
        }

        lock (gate)
        {
            records.Add(new RequestRecord(sent, LabClock.Now, through));
        }
    }
}
