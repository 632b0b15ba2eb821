using System.ComponentModel;
using System.Threading.Channels;
using Gateway.Observability;
using Gateway.Plugins;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;

namespace Gateway.Hosting.Guard;

/// <summary>The gateway's side of the guard: keeps one running and tells it what to do should the gateway die. Where
/// <c>CrashNotice</c> is false there is none; it listens all the same, and knows who is Master when one is
/// wanted.</summary>
/// <param name="config">The virtual routers; see <see cref="Follow"/>.</param>
/// <param name="logger">Hears when there is no guard.</param>
internal sealed partial class GuardClient(VrrpConfig config, ILogger<GuardClient> logger)
    : IVrrpObserver, IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();

    // How each virtual router that is Master became it. Both are for those who hold the gate.
    private readonly Dictionary<string, VrrpEvent> _masters = [];
    private VrrpConfig _config = config;

    // The latest will alone: a guard that reads slowly holds nobody up.
    private readonly Channel<string> _wills = Channel.CreateBounded<string>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    // Of the guard that is wanted; null for none.
    private CancellationTokenSource? _stop;
    private string _will = GuardWire.Write([]);
    private Task _run = Task.CompletedTask;

    /// <summary>How the guard logs: as the gateway.</summary>
    public LogSettings Log { get; init; } = new();

    /// <summary>Starts the guard, and another one whenever it ends, if one is wanted. That it cannot be started is a
    /// warning: the gateway does without.</summary>
    public void Start()
    {
        // Once for nothing, so that the code is compiled when a crash may follow a takeover on its heels.
        foreach (var router in _config.VirtualRouters)
        {
            _ = GuardWire.Write([Farewells.Of(router, new() { Kind = VrrpEventKind.StateChanged })]);
        }

        lock (_gate)
        {
            StartOrEnd();
        }
    }

    /// <inheritdoc/>
    public void On(in VrrpEvent vrrpEvent)
    {
        if (vrrpEvent.Kind != VrrpEventKind.StateChanged)
        {
            return;
        }

        var name = vrrpEvent.VirtualRouter!;
        lock (_gate)
        {
            if (vrrpEvent.To == VrrpState.Master)
            {
                _masters[name] = vrrpEvent;
                WriteWill();
            }
            else if (_masters.Remove(name))
            {
                WriteWill();
            }
        }
    }

    /// <summary>Guards these virtual routers from now on, with the addresses that they have now, or ends the guard
    /// where none is wanted any more. BEFORE the engine applies them. Any thread.</summary>
    public void Follow(VrrpConfig next)
    {
        lock (_gate)
        {
            _config = next;
            WriteWill();
            StartOrEnd();
        }
    }

    /// <summary>Ends the guard. AFTER the engine has stopped: nothing is left to do for it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop is { } stop)
        {
            await stop.CancelAsync();
        }

        await _run;
        _stop?.Dispose();
    }

    // Under the gate. One guard after the other: the next one waits until the last one has gone.
    private void StartOrEnd()
    {
        if (_config.CrashNotice && _stop is null)
        {
            _will = Will;
            _stop = new();
            _run = RunAsync(_run, _stop.Token);
        }
        else if (!_config.CrashNotice && _stop is not null)
        {
            _stop.Cancel();
            _stop = null;
        }
    }

    // A Master that the configuration does not name is about to stop by itself.
    private void WriteWill() => _wills.Writer.TryWrite(Will);

    /// <summary>What the guard is to do, as it is told.</summary>
    internal string Will => GuardWire.Write(_config.VirtualRouters
        .Where(router => _masters.ContainsKey(router.Name))
        .Select(router => Farewells.Of(router, _masters[router.Name])));

    private async Task RunAsync(Task before, CancellationToken stop)
    {
        await before;
        for (var pause = FirstPause; !stop.IsCancellationRequested; pause = Longer(pause))
        {
            try
            {
                using var guard = await GuardProcess.StartAsync(Log);
                await ServeAsync(guard, stop);
                if (stop.IsCancellationRequested)
                {
                    await guard.TellAsync(GuardWire.Write([]), CancellationToken.None);
                    return;
                }

                GuardEnded(pause);
            }
            catch (Exception refused) when (refused is Win32Exception or IOException)
            {
                NoGuard(refused.Message, pause);
            }

            await Task.Delay(pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Until the guard ends, or we do.
    private async Task ServeAsync(GuardProcess guard, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var ended = guard.WaitAsync(stop).ContinueWith(
            _ => either.Cancel(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        try
        {
            await guard.TellAsync(_will, either.Token);
            await foreach (var will in _wills.Reader.ReadAllAsync(either.Token))
            {
                _will = will;
                await guard.TellAsync(will, either.Token);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // We are asked to end, or the guard has.
        }

        await ended;
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    [LoggerMessage(110, LogLevel.Warning,
        "No guard, which gives addresses away at once should the gateway crash: {Why} Without it they end with their "
        + "lease. It is tried again in {Pause}.")]
    private partial void NoGuard(string why, Seconds pause);

    [LoggerMessage(111, LogLevel.Warning, "The guard has ended; another one starts in {Pause}.")]
    private partial void GuardEnded(Seconds pause);
}
