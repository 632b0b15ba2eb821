using System.Net;
using Lab.Network;
using Lab.Observers;

namespace Lab.Reloads;

/// <summary>Clients that ask one machine over open connections, each for a host of its own, and note how long each
/// answer took.</summary>
internal sealed class LatencyLoad : IAsyncDisposable
{
    private const int Clients = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<(TimeSpan Sent, TimeSpan Took)> _answers = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly HttpClient _client;
    private readonly Uri _target;
    private readonly Task _asking;
    private int _failed;

    /// <summary>Begins.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="target">Whom.</param>
    /// <param name="routes">How many hosts there are.</param>
    internal LatencyLoad(SegmentNode client, IPAddress target, int routes)
    {
        _client = HttpsClient.Create(client, Timeout.InfiniteTimeSpan, Patience);
        _target = new($"http://{target}/");
        _asking = Task.WhenAll(Enumerable.Range(0, Clients).Select(
            number => AskAsync(RouteProgram.Host(number * routes / Clients))));
    }

    /// <summary>Requests that were not answered as they should.</summary>
    internal int Failed => Volatile.Read(ref _failed);

    /// <summary>How long the requests took that were sent in any of these times, sorted.</summary>
    internal TimeSpan[] Within(IReadOnlyCollection<(TimeSpan From, TimeSpan To)> times)
    {
        lock (_gate)
        {
            return
            [
                .. _answers.Where(answer => times.Any(time => answer.Sent >= time.From && answer.Sent < time.To))
                    .Select(answer => answer.Took).Order(),
            ];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _asking;
        _client.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Asks once for a host, on a new connection.</summary>
    internal static async Task<HttpStatusCode> StatusAsync(SegmentNode client, IPAddress target, string host)
    {
        using HttpClient anew = HttpsClient.Create(client, TimeSpan.Zero, Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{target}/"));
        request.Headers.Host = host;
        using HttpResponseMessage response = await anew.SendAsync(request);
        return response.StatusCode;
    }

    private async Task AskAsync(string host)
    {
        while (!_stopping.IsCancellationRequested)
        {
            TimeSpan sent = LabClock.Now;
            if (await IsAnsweredAsync(host))
            {
                lock (_gate)
                {
                    _answers.Add((sent, LabClock.Now - sent));
                }
            }
            else if (!_stopping.IsCancellationRequested)
            {
                Interlocked.Increment(ref _failed);
            }

            await Task.Delay(Pause);
        }
    }

    private async Task<bool> IsAnsweredAsync(string host)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _target);
            request.Headers.Host = host;
            using HttpResponseMessage response = await _client.SendAsync(request, _stopping.Token);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
