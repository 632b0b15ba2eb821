using System.Net;
using Lab.Network;

namespace Lab.Observers;

/// <summary>A client that asks the pair over HTTPS fifty times a second, without waiting for earlier answers.</summary>
internal sealed class RequestProbe : IAsyncDisposable
{
    internal static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<RequestRecord> _records = [];
    private readonly List<Task> _outstanding = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly HttpClient _client;
    private readonly Task _asking;

    /// <summary>Begins to ask.</summary>
    /// <param name="node">The client.</param>
    /// <param name="patience">When a request without an answer has failed; <see cref="Patience"/> unless said.</param>
    /// <param name="reuse">For how long it asks on the same connections; unless said, each time on a new one.</param>
    /// <param name="version">The version of HTTP, and no other; 1.1 unless said.</param>
    internal RequestProbe(
        SegmentNode node, TimeSpan? patience = null, TimeSpan reuse = default, Version? version = null)
    {
        _client = HttpsClient.Create(node, reuse, patience ?? Patience);
        _client.DefaultRequestVersion = version ?? HttpVersion.Version11;
        _client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        _asking = AskAsync();
    }

    /// <summary>All requests that have ended, in that order.</summary>
    internal RequestRecord[] Records
    {
        get
        {
            lock (_gate)
            {
                return [.. _records];
            }
        }
    }

    /// <summary>Stops asking and waits for the requests under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _asking;
        await Task.WhenAll(_outstanding);
        _client.Dispose();
        _stopping.Dispose();
    }

    private async Task AskAsync()
    {
        using var pace = new PeriodicTimer(Pace);
        while (!_stopping.IsCancellationRequested)
        {
            _outstanding.RemoveAll(task => task.IsCompleted);
            _outstanding.Add(AskOnceAsync());
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task AskOnceAsync()
    {
        TimeSpan sent = LabClock.Now;
        string? through = null;
        string? failure = null;
        try
        {
            string answer = await _client.GetStringAsync(HttpsClient.Site);
            through = answer.TrimEnd()[(answer.LastIndexOf(' ') + 1)..];
        }
        catch (Exception refused) when (refused is HttpRequestException or OperationCanceledException)
        {
            // A failed request is a figure of the demo.
            failure = refused.GetBaseException().Message;
        }

        lock (_gate)
        {
            _records.Add(new RequestRecord(sent, LabClock.Now, through, failure));
        }
    }
}
