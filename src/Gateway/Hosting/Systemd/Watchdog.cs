using Gateway.Plugins;
using Gateway.Vrrp.Engine;

namespace Gateway.Hosting.Systemd;

/// <summary>Gives systemd its signs of life, four in the time that it waits, each only when the engine's thread and the
/// thread pool have both proven alive since the one before. A gateway that hangs, in part or as a whole, is killed and
/// started anew; its addresses are long with the peers then, by their lease.</summary>
internal sealed partial class Watchdog : IAsyncDisposable
{
    private const int SignsPerLimit = 4;

    private readonly Func<bool> _engineBeats;
    private readonly Action _feed;
    private readonly TimeProvider _time;
    private readonly ILogger<Watchdog> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    /// <summary>Begins.</summary>
    /// <param name="limit">How long systemd waits; null: it does not, and nothing is done.</param>
    /// <param name="engineBeats">Whether the engine's thread has turned since the last call.</param>
    /// <param name="feed">Gives the sign.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears when a sign is withheld.</param>
    public Watchdog(
        TimeSpan? limit, Func<bool> engineBeats, Action feed, TimeProvider time, ILogger<Watchdog> logger)
    {
        (_engineBeats, _feed, _time, _logger) = (engineBeats, feed, time, logger);
        _run = limit is { } patience ? Task.Run(() => RunAsync(patience)) : Task.CompletedTask;
    }

    /// <summary>The watchdog of the process.</summary>
    /// <param name="service">Takes the signs.</param>
    /// <param name="engine">The engine; null for a proxy without virtual routers.</param>
    /// <param name="loggers">Where it logs.</param>
    public static Watchdog Of(Supervisor service, VrrpEngine? engine, ILoggerFactory loggers)
    {
        Func<bool> beats = engine is null ? () => true : new EnginePulse(engine).Beats;
        return new(
            service.WatchdogLimit, beats, service.Alive, TimeProvider.System, loggers.CreateLogger<Watchdog>());
    }

    /// <summary>Ends; no sign is given any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(TimeSpan limit)
    {
        using var timer = new PeriodicTimer(limit / SignsPerLimit, _time);
        var wasBeating = true;
        do
        {
            // The ordinary queue of the thread pool, behind everything that waits there: where no thread comes to it,
            // this goes no further. Timers have a queue of their own.
            await Task.Yield();
            var beats = _engineBeats();
            if (beats)
            {
                _feed();
            }
            else if (wasBeating)
            {
                EngineStands(limit / SignsPerLimit, limit);
            }

            wasBeating = beats;
        }
        while (await timer.WaitForNextTickAsync(_stop.Token));
    }

    [LoggerMessage(108, LogLevel.Error,
        "The VRRP engine has not turned for {Time}. systemd gets no sign of life until it does, and restarts the "
        + "gateway after {Limit}.")]
    private partial void EngineStands(Seconds time, Seconds limit);
}
