using Gateway.Cli;
using Gateway.Configuration;
using Gateway.Proxy;

namespace Gateway.Hosting;

/// <content>The end.</content>
internal sealed partial class GatewayProcess
{
    // Beyond the engine's own patience with a peer that does not take over.
    private static readonly TimeSpan DrainSlack = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan EngineStopDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SchedulerStopDeadline = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan NotifyStopLimit = TimeSpan.FromSeconds(5);

    // For requests under way when the next process is to take over at once.
    private static readonly TimeSpan KeepingStopDeadline = TimeSpan.FromSeconds(1);

    // For requests that came at the end of the drain. WebSockets and long downloads had their time.
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(1);

    // A part that ends by itself ends the process in good order: half a gateway must not hold an address.
    private async Task<int> WaitAsync(CancellationToken cancellation)
    {
        var asked = Task.WhenAny(Task.Delay(Timeout.Infinite, cancellation), _signals.KeepAsked);
        var engine = _engine?.Completion ?? asked;
        var scheduler = _scheduler!.ExecuteTask!;
        var ended = await Task.WhenAny(asked, engine, scheduler);
        if (ended == asked && _signals.KeepAsked.IsCompleted)
        {
            _logger.StoppingKeeping(_reload!.Running.Vrrp.VirtualRouters.Sum(router => router.Addresses.Length));
            return ExitCode.Ok;
        }

        if (ended == asked)
        {
            _logger.Stopping(_reload!.Running.Vrrp.VirtualRouters.Sum(router => router.Addresses.Length));
            return ExitCode.Ok;
        }

        var part = ended == engine ? "the VRRP engine" : "the health scheduler";
        _logger.PartEnded(part, ended.Exception?.GetBaseException().Message ?? "without an error");
        return ExitCode.Failure;
    }

    private async Task StopAsync()
    {
        _service.Stopping("Stops");
        // FIRST: nothing changes any more.
        await _reload!.DisposeAsync();
        await (_signals.KeepAsked.IsCompleted ? StopKeepingAsync() : StopInGoodOrderAsync());
    }

    // The engine last: the lease and the peers' patience begin to run out with its end. The words of the checks hold
    // for longer than this takes.
    private async Task StopKeepingAsync()
    {
        using var deadline = new CancellationTokenSource(KeepingStopDeadline);
        await _scheduler!.StopAsync(deadline.Token);
        await _proxy!.StopWithinAsync(KeepingStopDeadline, deadline.Token);
        if (_engine?.StopKeeping(EngineStopDeadline) == false)
        {
            _logger.StillRunning("The VRRP engine", EngineStopDeadline);
        }

        _logger.Stopped();
    }

    private async Task StopInGoodOrderAsync()
    {
        var config = _reload!.Running;
        var begin = TimeProvider.System.GetTimestamp();
        if (config.Vrrp.DrainOnStop)
        {
            // The clients BEFORE the addresses: what they begin from here on, they begin with the next owner.
            await _proxy!.DrainAsync(config.DrainTime);
            using var hold = HoldConnections(config);
            StopEngine(config.Vrrp.HandoverTime.ToTimeSpan() + DrainSlack);
        }
        else
        {
            StopEngine(TimeSpan.Zero);
            await _proxy!.DrainAsync(config.DrainTime);
        }

        using var deadline = new CancellationTokenSource(SchedulerStopDeadline);
        await _scheduler!.StopAsync(deadline.Token);
        await _notifier!.StopAsync(NotifyStopLimit);
        // The listeners last: from here to the next process, clients are refused.
        var left = config.DrainTime - TimeProvider.System.GetElapsedTime(begin);
        left = left > LastMoment ? left : LastMoment;
        await _proxy!.StopWithinAsync(
            left < ProxyServer.DefaultStopDeadline ? left : ProxyServer.DefaultStopDeadline, CancellationToken.None);
        _logger.Stopped();
    }

    private HandoverHold? HoldConnections(GatewayConfig config) => _engine is not { } engine ? null : new(
        () =>
        {
            _ = engine.RequestSnapshot();
            return engine.Snapshot;
        },
        () => config, () => _proxy!.LongestAnswer, _proxy!.Hold, TimeProvider.System);

    private void StopEngine(TimeSpan drain)
    {
        if (_engine?.Stop(drain, EngineStopDeadline) == false)
        {
            _logger.StillRunning("The VRRP engine", EngineStopDeadline);
        }
    }
}
