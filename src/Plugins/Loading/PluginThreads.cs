namespace Gateway.Plugins.Loading;

/// <summary>The threads on which plugins run, apart from the thread pool: a plugin that blocks its thread blocks nobody
/// else.</summary>
/// <remarks>
/// As many threads as there are calls that run or block at one moment, kept for ten idle seconds. What a plugin awaits
/// comes back here too, unless it says <c>ConfigureAwait(false)</c> and then blocks: that costs one thread of the pool
/// a hanging check.
/// The number of threads is bounded by its users: the scheduler never has two runs of one check. Safe from any thread.
/// </remarks>
internal sealed class PluginThreads : TaskScheduler
{
    private static readonly TimeSpan KeepIdle = TimeSpan.FromSeconds(10);

    [ThreadStatic]
    private static bool _isPluginThread;

    private readonly object _gate = new();
    private readonly Queue<Task> _waiting = new();
    private int _idle;

    /// <summary>How many threads have been started so far.</summary>
    public int Started
    {
        get
        {
            lock (_gate)
            {
                return field;
            }
        }
        private set;
    }

    /// <summary>Calls a plugin. The call begins on a plugin thread, always; the caller never blocks.</summary>
    /// <returns>Ends as the call ends; a call that throws at once, or returns no task, ends in failure too.</returns>
    public Task<T> RunAsync<T>(Func<Task<T>> call) =>
        Task.Factory.StartNew(
            () => call() ?? throw new InvalidOperationException("The plugin returned null instead of a task."),
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            this).Unwrap();

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            _waiting.Enqueue(task);
            if (_idle >= _waiting.Count)
            {
                Monitor.Pulse(_gate);
                return;
            }

            Started++;
        }

        new Thread(Work) { IsBackground = true, Name = "plugin" }.Start();
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        _isPluginThread && !taskWasPreviouslyQueued && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return [.. _waiting];
        }
    }

    private void Work()
    {
        _isPluginThread = true;
        while (RunNext())
        {
        }
    }

    /// <summary>A method of its own, so that an idle thread's stack holds no plugin's object alive.</summary>
    private bool RunNext()
    {
        if (Next() is not { } task)
        {
            return false;
        }

        TryExecuteTask(task);
        return true;
    }

    /// <summary>The next task; null when the thread has been idle for long and may end.</summary>
    private Task? Next()
    {
        lock (_gate)
        {
            Task? task;
            while (!_waiting.TryDequeue(out task))
            {
                _idle++;
                var woken = Monitor.Wait(_gate, KeepIdle);
                _idle--;
                if (!woken && _waiting.Count == 0)
                {
                    return null;
                }
            }

            return task;
        }
    }
}
