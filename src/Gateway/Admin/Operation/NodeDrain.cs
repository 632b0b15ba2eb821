using System.Collections.Immutable;
using Gateway.Observability;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Admin.Operation;

/// <summary>Takes the node out and in again, make before break: clients are led away, then the addresses move, and
/// whoever has asked hears when they have. One at a time.</summary>
/// <param name="port">The engine and the proxy.</param>
/// <param name="config">What runs.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeDrain(DrainPort port, Func<VrrpConfig> config, TimeProvider time)
    : IVrrpObserver, IDisposable
{
    private const string Handover = "handover";

    // Beyond the engine's own patience with a peer that does not take over.
    private static readonly TimeSpan LeaveSlack = TimeSpan.FromSeconds(5);

    // A longer PreemptDelay or RecoveryHold is told, not waited for.
    private static readonly TimeSpan ReturnLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly EngineTime _engineTime = new(time);
    private volatile bool _isDrained;
    private volatile bool _isHandedOver;

    /// <summary>What drains are for, for those who tell of them.</summary>
    public DrainPurpose Purpose { get; } = new();

    /// <summary>Whether the node is out until <see cref="UndrainAsync"/>, or the end of the process.</summary>
    public bool IsDrained => _isDrained;

    /// <summary>Whether it has given its addresses away once, and takes them back when the next Master goes.</summary>
    public bool IsHandedOver => _isHandedOver;

    /// <summary>Gives the addresses away, and takes none back while a peer has them. What nobody takes over stays here,
    /// and goes when somebody does.</summary>
    public Task<HandoverReport> DrainAsync(CancellationToken cancellation) => InTurnAsync(async began =>
    {
        var report = await LeaveAsync("drain", began);
        (_isDrained, _isHandedOver) = (true, false);
        return report;
    }, cancellation);

    /// <summary>Calls a drain off, and waits for the addresses that come back.</summary>
    public Task<HandoverReport> UndrainAsync(CancellationToken cancellation) => InTurnAsync(async began =>
    {
        var before = port.Look();
        (_isDrained, _isHandedOver) = (false, false);
        Tell(port.Undrain());
        var returning = before.VirtualRouters.Where(Returns).Select(router => router.Name).ToHashSet();
        return await ReportAsync(
            "undrain", began, before, ReturnLimit, returning,
            router => router.State == VrrpState.Master || IsOutranked(router) ? MoveEnd.Moved : MoveEnd.None);
    }, cancellation);

    /// <summary>Gives the addresses away once. Where this node would preempt its peer, it stays out until the peer
    /// goes: then it is as before. Where nobody takes over, nothing has changed.</summary>
    public Task<HandoverReport> HandoverAsync(CancellationToken cancellation) => InTurnAsync(async began =>
    {
        var report = await LeaveAsync(Handover, began);
        if (!report.Done)
        {
            // What leaves later leaves for another reason.
            Purpose.IsHandover = false;
        }

        if (_isDrained && !report.Done)
        {
            return report;
        }

        _isDrained = false;
        _isHandedOver = port.Look().VirtualRouters.Any(Returns);
        if (!_isHandedOver)
        {
            Tell(port.Undrain());
        }

        return report;
    }, cancellation);

    /// <inheritdoc/>
    public void On(in VrrpEvent vrrpEvent)
    {
        if (vrrpEvent is { Kind: VrrpEventKind.StateChanged, To: VrrpState.Master })
        {
            // What it gives away from now on it gives away for another reason.
            Purpose.IsHandover = false;
            // The peer has gone. What the inbox refuses is asked for again by the next transition.
            _isHandedOver = _isHandedOver && !port.Undrain();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static void Tell(bool told)
    {
        if (!told)
        {
            throw new AdminException("The VRRP engine has ended, or hears nobody. Restart the gateway.");
        }
    }

    private async Task<HandoverReport> InTurnAsync(
        Func<long, Task<HandoverReport>> act, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await act(time.GetTimestamp());
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    // From here on to the end, also when whoever asked has gone.
    private async Task<HandoverReport> LeaveAsync(string action, long began)
    {
        Purpose.IsHandover = action == Handover;
        var before = port.Look();
        var asked = _engineTime.Now;
        var owned = before.VirtualRouters.Where(router => router.State == VrrpState.Master)
            .Select(router => router.Name).ToHashSet();
        using var led = owned.Count > 0 ? await port.LeadClientsAway() : null;
        Tell(port.Drain());
        var limit = time.GetElapsedTime(began) + config().HandoverTime.ToTimeSpan() + LeaveSlack;
        var unrelieved = before.VirtualRouters.ToDictionary(router => router.Name, router => router.UnrelievedDrains);
        return await ReportAsync(action, began, before, limit, owned, router => router switch
        {
            { State: VrrpState.Master } => router.UnrelievedDrains > unrelieved.GetValueOrDefault(router.Name)
                ? MoveEnd.Failed
                : MoveEnd.None,
            { Peer: { Priority: > 0 } peer } when peer.HeardAt >= asked => MoveEnd.Moved,
            _ => MoveEnd.Failed,
        });
    }

    private async Task<HandoverReport> ReportAsync(
        string action, long began, EngineSnapshot before, TimeSpan limit, HashSet<string> moving,
        Func<VirtualRouterSnapshot, MoveEnd> endOf)
    {
        var moved = new Dictionary<string, double>();
        var failed = new HashSet<string>();
        var now = port.Look();
        while (moved.Count + failed.Count < moving.Count && time.GetElapsedTime(began) < limit)
        {
            await Task.Delay(LookPeriod, time, CancellationToken.None);
            now = port.Look();
            foreach (var router in now.VirtualRouters.Where(router => moving.Contains(router.Name)))
            {
                Note(router);
            }
        }

        var states = before.VirtualRouters.ToDictionary(router => router.Name, router => router.State);
        return new(
            action,
            moved.Count == moving.Count,
            time.GetElapsedTime(began).TotalMilliseconds,
            [.. now.VirtualRouters.Select(router => MoveOf(
                router, states.GetValueOrDefault(router.Name), moved.GetValueOrDefault(router.Name),
                failed.Contains(router.Name)))]);

        void Note(VirtualRouterSnapshot router)
        {
            var end = moved.ContainsKey(router.Name) || failed.Contains(router.Name) ? MoveEnd.None : endOf(router);
            if (end == MoveEnd.Moved)
            {
                moved.Add(router.Name, time.GetElapsedTime(began).TotalMilliseconds);
            }
            else if (end == MoveEnd.Failed)
            {
                _ = failed.Add(router.Name);
            }
        }
    }

    private MoveReport MoveOf(VirtualRouterSnapshot router, VrrpState before, double milliseconds, bool hasFailed)
    {
        var isMaster = router.State == VrrpState.Master;
        var peer = isMaster || !IsAlive(router) ? null : router.Peer!.Address.ToString();
        var text = (before == VrrpState.Master, isMaster) switch
        {
            (true, true) when hasFailed =>
                "nobody took over: the addresses stay here, and are served until somebody does",
            (true, true) => "it keeps its addresses",
            (false, true) => "it has its addresses again",
            (true, false) when peer is not null => $"{peer} has the addresses",
            (true, false) => "nobody has taken the addresses over: it takes them back as the last resort",
            (false, false) when router.State == VrrpState.Fault =>
                VrrpSentences.CannotServe(router.Faults, config(), router.Name),
            _ => peer is null ? "no Master is heard" : $"{peer} has the addresses",
        };
        return new(router.Name, before.ToString(), router.State.ToString(), peer, milliseconds, text);
    }

    // Whoever is Master speaks once an interval.
    private bool IsAlive(VirtualRouterSnapshot router) => router.Peer is { Priority: > 0 } peer
        && _engineTime.Now - peer.HeardAt < Timing.MasterDownInterval(VrrpVersion.V3, 1, peer.Interval);

    // Whether this node takes the addresses of a peer that goes on.
    private bool Returns(VirtualRouterSnapshot router)
    {
        var settings = config().VirtualRouters.FirstOrDefault(one => one.Name == router.Name);
        return settings is { Preempt: true } && router.State != VrrpState.Fault && router.Faults.IsEmpty
            && router.State != VrrpState.Master
            && !IsOutranked(router);
    }

    // By a Master that lives; on a busy machine its word may come late.
    private bool IsOutranked(VirtualRouterSnapshot router) =>
        router.Peer is { } peer && IsAlive(router) && Own(router) <= peer.Priority;

    private static int Own(VirtualRouterSnapshot router) => Math.Clamp(
        router.BasePriority + router.PriorityParts.Sum(part => part.Points), 1, PriorityLedger.OwnerPriority);
}
