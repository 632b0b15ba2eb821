using System.Collections.Immutable;
using Gateway.Plugins.Loading;

namespace Gateway.Health;

/// <summary>Runs every health check in its own rhythm. One that is slow, hangs or throws delays no other.</summary>
/// <remarks>Stopping takes at most a second. A failure of the scheduler itself ends
/// <see cref="BackgroundService.ExecuteTask"/> with it, and so, in a host, the process in good order: a node that does
/// not know its health must not serve.</remarks>
internal sealed class HealthScheduler : BackgroundService
{
    private readonly ImmutableArray<CheckLoop> _loops;

    /// <summary>Prepares the checks; none runs before the start.</summary>
    /// <param name="checks">The checks, in the order of the board. Names differ. The owner disposes them after the
    /// stop.</param>
    /// <param name="threads">Where their code runs.</param>
    /// <param name="listener">Hears every word.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears changes.</param>
    public HealthScheduler(
        IEnumerable<ScheduledCheck> checks,
        PluginThreads threads,
        IHealthListener listener,
        TimeProvider time,
        ILogger<HealthScheduler> logger)
    {
        ImmutableArray<ScheduledCheck> all = [.. checks];
        Board = new HealthBoard(all.Select(check => check.Name), time.GetUtcNow());
        _loops = [.. all.Select(check => new CheckLoop(check, threads, Board, listener, time, logger))];
    }

    /// <summary>The latest of every check.</summary>
    public HealthBoard Board { get; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Each as it ends: the failure of one must not wait for the others, which never end.
        await foreach (var ended in Task.WhenEach(_loops.Select(loop => loop.RunAsync(stoppingToken)).ToArray()))
        {
            await ended;
        }
    }
}
