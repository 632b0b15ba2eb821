namespace Shared;

/// <summary>A clock that moves only when a test says so.</summary>
internal sealed class FakeTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<FakeTimer> armed = [];
    private readonly List<(Func<bool> IsReached, TaskCompletionSource Reached)> waiters = [];
    private TimeSpan now;

    public TimeSpan Now
    {
        get
        {
            lock (gate)
            {
                return now;
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Jumps, then fires what is due, in order: what the timers wake sees the end of the jump.</summary>
    public void Advance(TimeSpan span)
    {
        lock (gate)
        {
            now += span;
        }

        while (NextDue(Now) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Moves on to the next timer and fires it.</summary>
    public void AdvanceToNextTimer() => NextDue(TimeSpan.MaxValue)!.Fire();

    /// <summary>Moves on to the next timer and fires it, if that is no farther than so.</summary>
    public void AdvanceToNextTimer(TimeSpan within) => NextDue(Now + within)?.Fire();

    /// <summary>Ends when so many timers wait. One of <see cref="Task.WaitAsync(TimeSpan, TimeProvider)"/> counts until
    /// what came behind the wait has run: who may meet one asks for the <see cref="TimerAsync"/> he means.</summary>
    public Task TimersAsync(int count) => ReachedAsync(() => armed.Count >= count);

    /// <summary>Ends when a timer waits that fires exactly so far from now.</summary>
    public Task TimerAsync(TimeSpan due) => ReachedAsync(() => armed.Exists(timer => timer.Due == now + due));

    private Task ReachedAsync(Func<bool> isReached)
    {
        lock (gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((isReached, reached));
            WakeWaiters();
            return reached.Task;
        }
    }

    private FakeTimer? NextDue(TimeSpan end)
    {
        lock (gate)
        {
            var timer = armed.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (timer is not null)
            {
                armed.Remove(timer);
                now = timer.Due > now ? timer.Due : now;
            }

            return timer;
        }
    }

    private void Arm(FakeTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            armed.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.Due = now + dueTime;
                armed.Add(timer);
            }

            WakeWaiters();
        }
    }

    private void WakeWaiters()
    {
        foreach (var waiter in waiters.Where(waiter => waiter.IsReached()))
        {
            waiter.Reached.TrySetResult();
        }

        waiters.RemoveAll(waiter => waiter.Reached.Task.IsCompleted);
    }

    private sealed class FakeTimer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public TimeSpan Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            this.period = period;
            time.Arm(this, dueTime);
            return true;
        }

        public void Fire()
        {
            if (period != Timeout.InfiniteTimeSpan && period > TimeSpan.Zero)
            {
                time.Arm(this, period);
            }

            callback(state);
        }

        public void Dispose() => time.Arm(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
