using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Plugins;
using Gateway.Plugins.Loading;

namespace Gateway.Notify;

/// <summary>Tells one action what it is to know: one call at a time, each subject's news in order, again when it
/// fails.</summary>
/// <remarks>While one subject waits for its next attempt, others are told. A call that does not return blocks this
/// action and nothing else.</remarks>
internal sealed partial class ActionQueue
{
    /// <summary>How many notifications may wait for one action.</summary>
    public const int Capacity = 1000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseAtStop = TimeSpan.FromMilliseconds(200);

    private readonly NotifyConfig _config;
    private readonly INotifyAction _action;
    private readonly PluginThreads _threads;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _origin;
    private readonly Task _run;

    private readonly Lock _gate = new();
    private readonly Backlog _backlog = new(Capacity);
    private Notification? _underWay;
    private TaskCompletionSource _stirred = NotStirred();
    private bool _stopping;
    private bool _givenUp;
    private long _dropped;

    /// <summary>Begins to wait for news.</summary>
    public ActionQueue(
        NotifyConfig config, INotifyAction action, PluginThreads threads, TimeProvider time, ILogger logger)
    {
        (_config, _action, _threads, _time, _logger) = (config, action, threads, time, logger);
        _origin = time.GetTimestamp();
        _run = RunAsync();
    }

    /// <summary>What it tells, and whom.</summary>
    public (NotifyConfig Config, INotifyAction Action) Entry => (_config, _action);

    /// <summary>Notifications that found no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Takes a notification, if this action is to know it. Never blocks.</summary>
    public void Post(Notification notification)
    {
        if (!IsWanted(notification))
        {
            return;
        }

        lock (_gate)
        {
            if (!_backlog.TryAdd(notification))
            {
                _dropped++;
                // The first, and then rarely: whoever floods the queue must not flood the log.
                if (long.IsPow2(_dropped))
                {
                    LogFull(_config.Name, Capacity, _dropped);
                }
            }

            _stirred.TrySetResult();
        }
    }

    /// <summary>Tells what waits, without long pauses any more, until the deadline; says what remains untold.</summary>
    public async Task StopAsync(Task deadline)
    {
        lock (_gate)
        {
            _stopping = true;
            _backlog.Hurry();
            _stirred.TrySetResult();
        }

        await Task.WhenAny(_run, deadline);
        ImmutableArray<Notification> untold;
        lock (_gate)
        {
            _givenUp = true;
            _stirred.TrySetResult();
            untold = [.. _underWay is { } news ? [news] : Array.Empty<Notification>(), .. _backlog.All];
        }

        if (!untold.IsEmpty)
        {
            LogUntold(_config.Name, string.Join(", ", untold.Select(news => $"{news.Kind} of {news.Subject}")));
        }

        await _run;
    }

    private static TaskCompletionSource NotStirred() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool IsWanted(Notification notification) =>
        _config.On.Contains(notification.Kind)
        && (_config.Instances.IsEmpty
            || !Topics.IsOfInstance(Topics.Of(notification.Kind))
            || _config.Instances.Contains(notification.Subject));

    private async Task RunAsync()
    {
        while (true)
        {
            Waiting? next;
            TimeSpan? due;
            Task stirred;
            lock (_gate)
            {
                if (_givenUp || (_stopping && _backlog.IsEmpty))
                {
                    return;
                }

                if (_stirred.Task.IsCompleted)
                {
                    _stirred = NotStirred();
                }

                next = _backlog.Take(Now);
                due = _backlog.NextDue();
                stirred = _stirred.Task;
                _underWay = next?.Notification;
            }

            if (next is { } waiting)
            {
                await TellAsync(waiting);
            }
            else
            {
                await IdleAsync(stirred, due);
            }
        }
    }

    private async Task IdleAsync(Task stirred, TimeSpan? due)
    {
        var wait = due is { } moment
            ? TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (moment - Now).TotalMilliseconds)))
            : Timeout.InfiniteTimeSpan;
        await stirred.WaitAsync(wait, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TellAsync(Waiting waiting)
    {
        var call = new PluginCall<bool>(_threads, async token =>
        {
            await _action.NotifyAsync(waiting.Notification, token);
            return true;
        });
        var why = await OutcomeAsync(call);
        lock (_gate)
        {
            _underWay = why is not null && _givenUp ? _underWay : null;
            if (why is null)
            {
                LogTold(_config.Name, waiting.Notification, waiting.Attempts + 1);
            }
            else if (!_givenUp)
            {
                Fail(waiting, why);
            }
        }
    }

    /// <summary>Waits for the end of a call, its timeout or the end of all patience.</summary>
    /// <returns>Null when it was told; otherwise why not.</returns>
    private async Task<string?> OutcomeAsync(PluginCall<bool> call)
    {
        await EndsAsync(call.Result, _config.Timeout);
        if (call.Result.IsCompleted)
        {
            return call.Result.IsCompletedSuccessfully ? null : Words(call.Result.Exception);
        }

        // No other call BEFORE this one is over: an action is never called twice at a time.
        var over = call.CancelAsync();
        await EndsAsync(over, PauseAtStop);
        if (!over.IsCompleted && !IsGivenUp())
        {
            LogHangs(_config.Name, _config.Timeout);
            await EndsAsync(over, Timeout.InfiniteTimeSpan);
            LogReturned(_config.Name, over.IsCompleted);
        }

        return call.Result.IsCompletedSuccessfully ? null : $"no answer within {new Seconds(_config.Timeout)}";
    }

    private bool IsGivenUp()
    {
        lock (_gate)
        {
            return _givenUp;
        }
    }

    /// <summary>Ends with the task, the limit or the end of all patience.</summary>
    private async Task EndsAsync(Task task, TimeSpan limit)
    {
        var until = Now + limit;
        while (!task.IsCompleted)
        {
            Task stirred;
            lock (_gate)
            {
                if (_givenUp)
                {
                    return;
                }

                if (_stirred.Task.IsCompleted)
                {
                    _stirred = NotStirred();
                }

                stirred = _stirred.Task;
            }

            var left = limit == Timeout.InfiniteTimeSpan ? limit : until - Now;
            if (left <= TimeSpan.Zero && limit != Timeout.InfiniteTimeSpan)
            {
                return;
            }

            Task first = Task.WhenAny(task, stirred);
            await first.WaitAsync(left, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Under the gate.</summary>
    private void Fail(in Waiting waiting, string why)
    {
        var news = waiting.Notification;
        var attempts = waiting.Attempts + 1;
        if (attempts > _config.Retries)
        {
            LogGivenUp(_config.Name, news.Kind, news.Subject, news.Sequence, attempts, why);
            return;
        }

        var pause = _stopping ? PauseAtStop : Pause(attempts);
        if (_backlog.TryPutBack(waiting, Now + pause))
        {
            LogFailed(_config.Name, news.Kind, news.Subject, why, attempts, pause);
        }
        else
        {
            LogReplaced(_config.Name, news.Kind, news.Subject, why);
        }
    }

    /// <summary>1 s, 2 s, 4 s and so on.</summary>
    private static TimeSpan Pause(int attempts)
    {
        var pause = TimeSpan.FromSeconds(1 << Math.Min(attempts - 1, 10));
        return pause < LongestPause ? pause : LongestPause;
    }

    private static string Words(AggregateException? exception) => exception?.GetBaseException() switch
    {
        null => "it was cancelled",
        PluginException wrong => wrong.Message,
        var thrown => $"{thrown.GetType().Name}: {thrown.Message}",
    };
}
