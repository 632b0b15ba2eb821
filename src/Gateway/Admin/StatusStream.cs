using System.Collections.Immutable;
using System.Text.Json;
using System.Threading.Channels;
using Gateway.Admin.Status;

namespace Gateway.Admin;

/// <summary>What changes, as it changes, for all who watch: the status at most five times a second, and every
/// transition. Nobody watching, it costs nothing. Any thread.</summary>
internal sealed class StatusStream : IDisposable
{
    // Of one watcher who reads slower than that the oldest are dropped: the next status says it all.
    private const int MayWait = 32;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    // So that a watcher knows that the gateway is there, and sees counters move.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    private readonly StatusReporter _reporter;
    private readonly HistoryBoard _history;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;
    private ImmutableList<Channel<StreamEvent>> _watchers = [];
    private bool _isRunning;
    private bool _isDisposed;

    /// <summary>Follows both.</summary>
    /// <param name="reporter">Writes the status.</param>
    /// <param name="history">Tells of transitions.</param>
    /// <param name="time">Paces it.</param>
    /// <param name="logger">Hears of failures.</param>
    public StatusStream(
        StatusReporter reporter, HistoryBoard history, TimeProvider time, ILogger<StatusStream> logger)
    {
        (_reporter, _history, _time, _logger) = (reporter, history, time, logger);
        // Also of one that has been disposed.
        _stopped = _stop.Token;
        history.Added += Tell;
    }

    /// <summary>Watches: first the status as it is. Behind the end of all that is all.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<StreamEvent> WatchAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var own = Channel.CreateBounded<StreamEvent>(
            new BoundedChannelOptions(MayWait) { FullMode = BoundedChannelFullMode.DropOldest });
        Enter(own);
        try
        {
            yield return EventOf(await _reporter.ReportAsync(cancellation));
            await foreach (var next in own.Reader.ReadAllAsync(cancellation))
            {
                yield return next;
            }
        }
        finally
        {
            _ = ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Remove(own));
        }
    }

    /// <summary>Ends all.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _history.Added -= Tell;
        _stop.Cancel();
        foreach (var watcher in _watchers)
        {
            _ = watcher.Writer.TryComplete();
        }

        _stop.Dispose();
    }

    private static StreamEvent EventOf(StatusReport report) =>
        new("status", JsonSerializer.SerializeToUtf8Bytes(report, AdminJson.Default.StatusReport));

    // What moves all the time is no change.
    private static byte[] WhatCounts(StatusReport report) => JsonSerializer.SerializeToUtf8Bytes(
        report with
        {
            Now = default,
            Lateness = report.Lateness with { Buckets = [] },
            Instances =
            [
                .. report.Instances.Select(one => one with
                {
                    Counters = one.Counters with { AdvertisementsSent = 0, AdvertisementsReceived = 0 },
                    Since = null,
                    Peer = one.Peer is null ? null : one.Peer with { LastAdvertisement = default, AgeMilliseconds = 0 },
                }),
            ],
            Checks = [.. report.Checks.Select(one => one with { Milliseconds = null, History = [] })],
        },
        AdminJson.Default.StatusReport);

    private void Enter(Channel<StreamEvent> watcher)
    {
        lock (_gate)
        {
            _ = ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Add(watcher));
            // AFTER it is in: whoever disposes has set this before, and completes those that are in.
            if (Volatile.Read(ref _isDisposed))
            {
                _ = watcher.Writer.TryComplete();
            }
            else if (!_isRunning)
            {
                _isRunning = true;
                _ = Task.Run(FollowAsync);
            }
        }
    }

    private void Tell(HistoryEntry entry) =>
        Tell(new StreamEvent("history", JsonSerializer.SerializeToUtf8Bytes(entry, AdminJson.Default.HistoryEntry)));

    private void Tell(StreamEvent next)
    {
        foreach (var watcher in _watchers)
        {
            _ = watcher.Writer.TryWrite(next);
        }
    }

    // The edge of its task.
    private async Task FollowAsync()
    {
        try
        {
            await FollowWhileWatchedAsync(_stopped);
        }
        catch (OperationCanceledException)
        {
            // It ends.
        }
        catch (Exception failure)
        {
            _logger.StreamFailed(failure.Message);
            lock (_gate)
            {
                _isRunning = false;
            }
        }
    }

    private async Task FollowWhileWatchedAsync(CancellationToken stop)
    {
        byte[] last = [];
        var told = _time.GetTimestamp();
        while (IsWatched())
        {
            await Task.Delay(Period, _time, stop);
            var report = await _reporter.ReportAsync(stop);
            var next = WhatCounts(report);
            if (!next.AsSpan().SequenceEqual(last) || _time.GetElapsedTime(told) >= LongestSilence)
            {
                (last, told) = (next, _time.GetTimestamp());
                Tell(EventOf(report));
            }
        }
    }

    private bool IsWatched()
    {
        lock (_gate)
        {
            return _isRunning = !_watchers.IsEmpty;
        }
    }
}
