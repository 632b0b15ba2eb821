using System.Collections.Immutable;
using Gateway.Configuration;
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
        ImmutableArray<ScheduledCheck> all = [.. checks];
        Board = new HealthBoard(all, time.GetUtcNow());
        var slots = new RunSlots(concurrency);
        _loops =
        [
            .. all.Select(check => new CheckLoop(
                check, threads, slots, Board.RecordOf(check.Name), listener, time, logger)),
        ];
    }

    /// <summary>The latest of every check.</summary>
    public HealthBoard Board { get; }

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
        foreach (var loop in _loops)
        {
            loop.Start();
        }

        try
        {
            await await Task.WhenAny(
                _loops.Select(loop => loop.Failure).Append(Task.Delay(Timeout.Infinite, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }

        await Task.WhenAll(_loops.Select(loop => loop.StopAsync()));
    }
}
