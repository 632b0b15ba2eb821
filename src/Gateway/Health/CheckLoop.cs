using Gateway.Plugins;
using Gateway.Plugins.Loading;

namespace Gateway.Health;

/// <summary>Runs one check in its rhythm, until stopped. One timer stands for whatever it waits for: its next run, a
/// free slot, or the timeout of this run.</summary>
/// <remarks>Runs start on a fixed grid. A run that is not back at its timeout has failed; while it goes on regardless
/// no other is started, and each moment of the grid counts as one more failure. All state is under the gate; what a
/// plugin does happens outside of it, on plugin threads.</remarks>
internal sealed partial class CheckLoop : IDisposable
{
    private static readonly TimeSpan LongestJitter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(1);

    // Checks that start together share what it costs to wake up.
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(5);

    // A timer may be this early: it counts by a coarser clock.
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly ScheduledCheck _check;
    private readonly CheckRecord _record;
    private readonly PluginThreads _threads;
    private readonly RunSlots _slots;
    private readonly IHealthListener _listener;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RiseFall _riseFall;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LoopStage _stage;
    private long _origin;
    private TimeSpan _due;
    private TimeSpan _wakeAt;
    private DateTimeOffset _began;
    private PluginCall<HealthResult>? _run;
    private PluginCall<HealthResult>? _abandoned;
    private TimeSpan _abandonedAt;
    private bool _abandonedReported;

    /// <summary>A loop that is not started.</summary>
    /// <param name="check">The check.</param>
    /// <param name="threads">Where its code runs.</param>
    /// <param name="slots">How many runs there may be at once.</param>
    /// <param name="record">Where results go.</param>
    /// <param name="listener">Hears every word.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears changes.</param>
    public CheckLoop(
        ScheduledCheck check, PluginThreads threads, RunSlots slots, CheckRecord record, IHealthListener listener,
        TimeProvider time, ILogger logger)
    {
        (_check, _threads, _slots, _record) = (check, threads, slots, record);
        (_listener, _time, _logger) = (listener, time, logger);
        _riseFall = new RiseFall(check.Rise, check.Fall);
        _timer = time.CreateTimer(
            static loop => ((CheckLoop)loop!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Jitter = JitterOf(check.Name, check.Interval);
    }

    /// <summary>When the first run starts, from the start of the scheduler: at most a tenth of the interval and 250 ms,
    /// always the same for a name, so that many checks do not start at one moment.</summary>
    public TimeSpan Jitter { get; }

    /// <summary>What it runs.</summary>
    public ScheduledCheck Check => _check;

    /// <summary>Where its results go.</summary>
    public CheckRecord Record => _record;

    /// <summary>How long after the start there is a first result, at the latest.</summary>
    public TimeSpan FirstLimit => Jitter + FirstTimeout + StopGrace;

    /// <summary>Ends only in failure: when a part of the scheduler itself throws.</summary>
    public Task Failure => _failure.Task;

    private TimeSpan FirstTimeout => _check.FirstTimeout > _check.Timeout ? _check.FirstTimeout : _check.Timeout;

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Begins.</summary>
    public void Start() => Guarded(() =>
    {
        _origin = _time.GetTimestamp();
        PostInitial();
        WaitFor(Jitter);
    });

    /// <summary>Ends, after at most a second for the run under way.</summary>
    public async Task StopAsync()
    {
        PluginCall<HealthResult>? running;
        lock (_gate)
        {
            running = _stage == LoopStage.Running ? _run : null;
            (_stage, _run) = (LoopStage.Stopped, null);
            _timer.Dispose();
        }

        if (running is not null)
        {
            if (!_check.IsBuiltIn)
            {
                _slots.Return();
            }

            await running.CancelAsync().WaitAsync(StopGrace, _time)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private static TimeSpan JitterOf(string name, TimeSpan interval)
    {
        // FNV-1a, because string.GetHashCode differs from one start to the next.
        var hash = name.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));
        var longest = interval / 10 < LongestJitter ? interval / 10 : LongestJitter;
        return Grain * (hash % ((uint)(longest / Grain) + 1));
    }

    private void OnTimer()
    {
        var slotIsFree = false;
        Guarded(() =>
        {
            if (_wakeAt - Now > Early)
            {
                // Meant for what is over: it crossed with the end of a run.
                SetTimer(_wakeAt);
                return;
            }

            switch (_stage)
            {
                case LoopStage.Waiting:
                    Begin();
                    break;
                case LoopStage.InLine:
                    Finish(HealthResult.Unhealthy(
                        $"found no room within {new Seconds(_check.Timeout)}: {_slots.Count} checks are running"));
                    break;
                case LoopStage.Running:
                    slotIsFree = !_check.IsBuiltIn;
                    Abandon();
                    break;
            }
        });
        if (slotIsFree)
        {
            _slots.Return();
        }
    }

    private void Begin()
    {
        _began = _time.GetUtcNow();
        if (_abandoned is { IsOver: false })
        {
            Finish(HealthResult.Unhealthy(ReportAbandoned()), _check.Timeout);
            return;
        }

        ForgetAbandoned();
        if (_check.IsBuiltIn || _slots.TryTake(OnSlot))
        {
            StartRun();
        }
        else
        {
            _stage = LoopStage.InLine;
            SetTimer(Now + _check.Timeout);
        }
    }

    private bool OnSlot()
    {
        var isWanted = false;
        Guarded(() =>
        {
            isWanted = _stage == LoopStage.InLine;
            if (isWanted)
            {
                _began = _time.GetUtcNow();
                StartRun();
            }
        });
        return isWanted;
    }

    private void StartRun()
    {
        _stage = LoopStage.Running;
        SetTimer(Now + (_riseFall.State == CheckState.Unknown ? FirstTimeout : _check.Timeout));
        var run = _run = new(_threads, _check.Check.CheckAsync);
        _ = run.Result.ContinueWith(
            ended => OnEnd(run, ended), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, _threads);
    }

    private void OnEnd(PluginCall<HealthResult> run, Task<HealthResult> ended)
    {
        var slotIsFree = false;
        Guarded(() =>
        {
            if (_run == run)
            {
                slotIsFree = !_check.IsBuiltIn;
                Finish(Read(ended));
            }
        });
        if (slotIsFree)
        {
            _slots.Return();
        }
    }

    private static HealthResult Read(Task<HealthResult> ended) =>
        ended.IsCompletedSuccessfully ? ended.Result
        : ended.Exception?.GetBaseException() is { } thrown
            ? HealthResult.Unhealthy($"{thrown.GetType().Name}: {thrown.Message}")
            : HealthResult.Unhealthy("TaskCanceledException: the check cancelled itself");

    private void Abandon()
    {
        _ = _run!.CancelAsync();
        (_abandoned, _abandonedAt, _abandonedReported) = (_run, Now, false);
        Finish(HealthResult.Unhealthy($"no answer within {new Seconds(_check.Timeout)}"));
    }

    private void Finish(HealthResult result, TimeSpan? duration = null)
    {
        _run = null;
        var (began, now) = (_began, Now);
        // The next moment of the grid; those that passed by are skipped.
        var missed = Math.Max(0, Math.Floor((now - _due) / _check.Interval) - 1);
        WaitFor(_due + (_check.Interval * (missed + 1)));
        // AFTER the timer: who hears the word finds the loop waiting for its next run.
        Post(result, began, duration ?? _time.GetUtcNow() - began);
        if (_due <= now)
        {
            Begin();
        }
    }

    private void WaitFor(TimeSpan due)
    {
        _due = due;
        _stage = LoopStage.Waiting;
        SetTimer(due);
    }

    private void SetTimer(TimeSpan moment)
    {
        _wakeAt = moment;
        // A timer counts whole milliseconds; rounded up here, a run never starts before its moment.
        _timer.Change(
            TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (moment - Now).TotalMilliseconds))),
            Timeout.InfiniteTimeSpan);
    }

    // The edge of timers and plugin threads. A failure here is the scheduler's own and ends it; a plugin's is a result.
    private void Guarded(Action action)
    {
        try
        {
            lock (_gate)
            {
                if (_stage != LoopStage.Stopped)
                {
                    action();
                }
            }
        }
        catch (Exception failure)
        {
            _failure.TrySetException(failure);
        }
    }
}
