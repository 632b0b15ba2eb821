using System.Globalization;
using Gateway.Plugins;
using Gateway.Plugins.Loading;

namespace Gateway.Health;

/// <summary>Runs one check in its rhythm, for ever. Its state belongs to <see cref="RunAsync"/>.</summary>
/// <remarks>Runs start on a fixed grid. A run that is not back at its timeout has failed; while it goes on regardless
/// no other is started, and each moment of the grid counts as one more failure.</remarks>
internal sealed partial class CheckLoop(
    ScheduledCheck check,
    PluginThreads threads,
    HealthBoard board,
    IHealthListener listener,
    TimeProvider time,
    ILogger logger)
{
    private const int LongestText = 500;

    private static readonly TimeSpan LongestJitter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(1);

    private readonly RiseFall _riseFall = new(check.Rise, check.Fall);
    private long _origin;
    private CheckRun? _abandoned;
    private TimeSpan _abandonedAt;
    private bool _abandonedReported;

    /// <summary>When the first run starts, from the start of the scheduler: at most a tenth of the interval and 250 ms,
    /// always the same for a name, so that many checks do not start at one moment.</summary>
    public TimeSpan Jitter { get; } = JitterOf(check.Name, check.Interval);

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Ends when stopped, after at most a second for the run under way.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        _origin = time.GetTimestamp();
        var due = Jitter;
        while (await ComesAsync(due, stopping))
        {
            await RunOnceAsync(stopping);
            due = Next(due);
        }
    }

    private static TimeSpan JitterOf(string name, TimeSpan interval)
    {
        // FNV-1a, because string.GetHashCode differs from one start to the next.
        var hash = name.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));
        var longest = interval / 10 < LongestJitter ? interval / 10 : LongestJitter;
        return TimeSpan.FromMilliseconds(hash % ((uint)longest.TotalMilliseconds + 1));
    }

    private async Task<bool> ComesAsync(TimeSpan due, CancellationToken stopping)
    {
        // A delay is cut to whole milliseconds; rounded up here, a run never starts before its moment.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (due - Now).TotalMilliseconds)));
        await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
    }

    /// <summary>The next moment of the grid; those that passed by are skipped.</summary>
    private TimeSpan Next(TimeSpan due)
    {
        var missed = Math.Max(0, Math.Floor((Now - due) / check.Interval) - 1);
        return due + (check.Interval * (missed + 1));
    }

    private async Task RunOnceAsync(CancellationToken stopping)
    {
        var began = Now;
        var wallClock = time.GetUtcNow();
        if (_abandoned is { IsOver: false })
        {
            Post(HealthResult.Unhealthy(ReportAbandoned()), wallClock, check.Timeout);
            return;
        }

        ForgetAbandoned();
        var run = CheckRun.Start(check.Check, threads);
        if (await AwaitAsync(run, began, stopping) is { } said)
        {
            Post(said, wallClock, Now - began);
        }
    }

    /// <summary>What the run said, or what became of it; null when stopped.</summary>
    private async Task<HealthResult?> AwaitAsync(CheckRun run, TimeSpan began, CancellationToken stopping)
    {
        await EndsAsync(run, began + check.Timeout - Now, stopping);
        if (run.Result.IsCompleted)
        {
            return await ReadAsync(run);
        }

        if (stopping.IsCancellationRequested)
        {
            await run.EndAsync(StopGrace, time);
            return null;
        }

        run.Cancel();
        (_abandoned, _abandonedAt, _abandonedReported) = (run, Now, false);
        return HealthResult.Unhealthy($"no answer within {Seconds(check.Timeout)}");
    }

    /// <summary>Waits for the end of the run, the timeout or the stop, whichever comes first.</summary>
    private async Task EndsAsync(CheckRun run, TimeSpan left, CancellationToken stopping)
    {
        var given = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var wait = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        await using var timer = time.CreateTimer(_ => given.TrySetResult(), null, wait, Timeout.InfiniteTimeSpan);
        await using var registration = stopping.Register(() => given.TrySetResult());
        await Task.WhenAny(run.Result, given.Task);
    }

    private static async Task<HealthResult> ReadAsync(CheckRun run)
    {
        try
        {
            return await run.Result;
        }
        catch (Exception thrown)
        {
            return HealthResult.Unhealthy($"{thrown.GetType().Name}: {thrown.Message}");
        }
    }

    private string ReportAbandoned()
    {
        if (!_abandonedReported)
        {
            _abandonedReported = true;
            LogAbandoned(check.Name, check.Timeout);
        }

        return $"still running {Seconds(Now - _abandonedAt)} after its timeout; not started again until it returns";
    }

    private void ForgetAbandoned()
    {
        if (_abandoned is not null && _abandonedReported)
        {
            LogReturned(check.Name, Now - _abandonedAt);
        }

        // Looked at, so that an exception that came after the timeout is not reported as one that nobody saw.
        _ = _abandoned?.Result.Exception;
        _abandoned = null;
    }

    private void Post(HealthResult result, DateTimeOffset began, TimeSpan duration)
    {
        var text = result.Text.Length > LongestText ? result.Text[..LongestText] : result.Text;
        var changed = _riseFall.Add(result.IsHealthy);
        board.Post(new CheckStatus
        {
            Name = check.Name,
            State = _riseFall.State,
            Since = changed ? time.GetUtcNow() : board[check.Name].Since,
            Contrary = _riseFall.Contrary,
            Text = text,
            LastRun = began,
            Duration = duration,
        });
        listener.OnWord(new HealthWord(check.Name, _riseFall.State == CheckState.Up, text, check.ValidFor));
        if (changed)
        {
            LogChange(text);
        }
    }

    private void LogChange(string text)
    {
        if (_riseFall.State == CheckState.Up)
        {
            LogUp(check.Name, text);
        }
        else
        {
            LogDown(check.Name, text, check.Rise);
        }
    }

    private static string Seconds(TimeSpan span) =>
        string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s");

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information,
        Message = "Check {Check} is up: {Text}; what tracks it counts it as good")]
    private partial void LogUp(string check, string text);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning,
        Message = "Check {Check} is down: {Text}; what tracks it counts it as failed, until {Rise} successes in a row")]
    private partial void LogDown(string check, string text, int rise);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning,
        Message = "Check {Check} goes on after its timeout of {Timeout} and its cancellation; "
            + "it counts as failed and is not started again until it returns")]
    private partial void LogAbandoned(string check, TimeSpan timeout);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Information,
        Message = "Check {Check} has returned {Late} after its timeout; it runs again")]
    private partial void LogReturned(string check, TimeSpan late);
}
