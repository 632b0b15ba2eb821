using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Gateway.Configuration;
using Gateway.Plugins.Loading;

namespace Gateway.Health;

/// <summary>Runs every health check in its own rhythm. One that is slow, hangs or throws delays no other.</summary>
/// <remarks>Stopping takes at most a second. A failure of the scheduler itself ends
/// <see cref="BackgroundService.ExecuteTask"/> with it, and so, in a host, the process in good order: a node that does
/// not know its health must not serve. The checks change in two steps, <see cref="Begin"/> and
/// <see cref="EndOthersAsync"/>, so that what is about to go still speaks until nobody listens to it any more; one
/// change at a time.</remarks>
[SuppressMessage("Reliability", "CA2000", Justification = "Loops are kept in a field until they are stopped.")]
internal sealed class HealthScheduler : BackgroundService
{
    private readonly PluginThreads _threads;
    private readonly IHealthListener _listener;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RunSlots _slots;
    private readonly TaskCompletionSource _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<Task> _ending = [];
    private ImmutableArray<CheckLoop> _loops = [];
    private bool _isStarted;

    /// <summary>Prepares the checks; none runs before the start.</summary>
    /// <param name="checks">The checks, in the order of the board. Names differ. The owner disposes them after the
    /// stop.</param>
    /// <param name="threads">Where their code runs.</param>
    /// <param name="listener">Hears every word.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears changes.</param>
    /// <param name="concurrency">How many runs there may be at once, 1 or more. Those of the gateway's own checks do
    /// not count, nor those that go on after their timeout: of these there is never more than one a check.</param>
    public HealthScheduler(
        IEnumerable<ScheduledCheck> checks,
        PluginThreads threads,
        IHealthListener listener,
        TimeProvider time,
        ILogger<HealthScheduler> logger,
        int concurrency = GatewayConfig.DefaultMaxRunningChecks)
    {
        (_threads, _listener, _time, _logger) = (threads, listener, time, logger);
        _slots = new RunSlots(concurrency);
        Begin([.. checks]);
    }

    /// <summary>The latest of every check.</summary>
    public HealthBoard Board { get; } = new();

    /// <summary>How many runs there may be at once from now on, 1 or more. Those under way end as they are.</summary>
    public void Allow(int concurrency) => _slots.Resize(concurrency);

    /// <summary>Begins what is new or another among these checks. One that is the same goes on untouched; one of a name
    /// that runs already takes its place, with its history, and its last word holds until the first result.</summary>
    /// <param name="next">What is to run in the end; what else runs goes on until
    /// <see cref="EndOthersAsync"/>.</param>
    public void Begin(ImmutableArray<ScheduledCheck> next)
    {
        lock (_gate)
        {
            var running = _loops.ToDictionary(loop => loop.Check.Name);
            foreach (var check in next)
            {
                var before = running.GetValueOrDefault(check.Name);
                if (before?.Check != check)
                {
                    Replace(before, LoopOf(check, before));
                }
            }

            Board.Show(_loops.Select(loop => loop.Record));
        }
    }

    /// <summary>Waits for the first results of checks that have none yet, for each as long as it may take.</summary>
    /// <param name="checks">Their names; others are left out.</param>
    /// <param name="longest">But not longer.</param>
    /// <param name="cancellationToken">Ends the wait, without an error.</param>
    public Task FirstResultsAsync(
        IReadOnlyCollection<string> checks, TimeSpan longest, CancellationToken cancellationToken)
    {
        var silent = _loops.Where(loop => checks.Contains(loop.Check.Name) && loop.Record.Word is null);
        return Task.WhenAll(silent.Select(async loop =>
            await loop.Record.First
                .WaitAsync(loop.FirstLimit < longest ? loop.FirstLimit : longest, _time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)));
    }

    /// <summary>Ends all checks but these, and what they took the place of, after at most a second for runs under
    /// way. After that nothing of the ended ones is used any more but by runs that hang.</summary>
    public async Task EndOthersAsync(ImmutableArray<ScheduledCheck> next)
    {
        Task[] ending;
        lock (_gate)
        {
            var kept = next.Select(check => _loops.First(loop => loop.Check == check)).ToImmutableArray();
            foreach (var loop in _loops.Except(kept))
            {
                _ending.Add(loop.StopAsync());
                _listener.OnGone(loop.Check.Name);
            }

            _loops = kept;
            Board.Show(_loops.Select(loop => loop.Record));
            ending = [.. _ending];
            _ending.Clear();
        }

        await Task.WhenAll(ending);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var loop in _loops)
        {
            loop.Dispose();
        }

        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lock (_gate)
        {
            _isStarted = true;
            foreach (var loop in _loops)
            {
                loop.Start();
            }
        }

        try
        {
            await _failure.Task.WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }

        await Task.WhenAll(_loops.Select(loop => loop.StopAsync()));
    }

    // Under the gate. The one before has said its last word BEFORE the next one speaks.
    private void Replace(CheckLoop? before, CheckLoop loop)
    {
        if (before is null)
        {
            _loops = _loops.Add(loop);
        }
        else
        {
            _loops = _loops.Replace(before, loop);
            _ending.Add(before.StopAsync());
        }

        if (_isStarted)
        {
            loop.Start();
        }
    }

    private CheckLoop LoopOf(ScheduledCheck check, CheckLoop? before)
    {
        var record = before?.Record.Word is null
            ? new CheckRecord(check.Name, _time.GetUtcNow(), check.Initial)
            : before.Record;
        var loop = new CheckLoop(check, _threads, _slots, record, _listener, _time, _logger);
        _ = loop.Failure.ContinueWith(
            failed => _failure.TrySetException(failed.Exception!.InnerExceptions),
            CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return loop;
    }
}
