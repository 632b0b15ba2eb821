using System.ComponentModel;
using System.Threading.Channels;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;

namespace Gateway.Hosting.Guard;

/// <summary>The gateway's side of the guard: keeps one running and tells it what to do should the gateway
/// die.</summary>
/// <param name="config">The virtual routers.</param>
/// <param name="logger">Hears when there is no guard.</param>
internal sealed partial class GuardClient(VrrpConfig config, ILogger<GuardClient> logger)
    : IVrrpObserver, IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // Touched by the thread "vrrp-events" alone.
    private readonly Dictionary<string, Farewell> _farewells = [];

    // The latest will alone: a guard that reads slowly holds nobody up.
    private readonly Channel<string> _wills = Channel.CreateBounded<string>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly CancellationTokenSource _stop = new();
    private string _will = GuardWire.Write([]);
    private Task _run = Task.CompletedTask;

    /// <summary>Starts the guard, and another one whenever it ends. That it cannot be started is a warning: the gateway
    /// does without.</summary>
    public void Start()
    {
        // Once for nothing, so that the code is compiled when a crash may follow a takeover on its heels.
        foreach (var router in config.VirtualRouters)
        {
            _ = GuardWire.Write([Farewells.Of(router, new() { Kind = VrrpEventKind.StateChanged })]);
        }

        _run = RunAsync();
    }

    /// <inheritdoc/>
    public void On(in VrrpEvent vrrpEvent)
    {
        if (vrrpEvent.Kind != VrrpEventKind.StateChanged)
        {
            return;
        }

        var name = vrrpEvent.VirtualRouter!;
        var router = config.VirtualRouters.First(router => router.Name == name);
        if (vrrpEvent.To == VrrpState.Master)
        {
            _farewells[name] = Farewells.Of(router, vrrpEvent);
            _wills.Writer.TryWrite(GuardWire.Write(_farewells.Values));
        }
        else if (_farewells.Remove(name))
        {
            _wills.Writer.TryWrite(GuardWire.Write(_farewells.Values));
        }
    }

    /// <summary>Ends the guard. AFTER the engine has stopped: nothing is left to do for it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        for (var pause = FirstPause; !_stop.IsCancellationRequested; pause = Longer(pause))
        {
            try
            {
                using var guard = GuardProcess.Start();
                await ServeAsync(guard);
                if (_stop.IsCancellationRequested)
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

            await Task.Delay(pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Until the guard ends, or we do.
    private async Task ServeAsync(GuardProcess guard)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var ended = guard.WaitAsync(_stop.Token).ContinueWith(
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
    private partial void NoGuard(string why, TimeSpan pause);

    [LoggerMessage(111, LogLevel.Warning, "The guard has ended; another one starts in {Pause}.")]
    private partial void GuardEnded(TimeSpan pause);
}
