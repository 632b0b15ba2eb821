using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Vrrp.Engine;

/// <summary>Warns when the loop woke up so late that the next time may move addresses though nothing failed: later than
/// half of what a Master is granted. Owned by the engine thread; allocates in <see cref="Watch"/> alone.</summary>
internal sealed class LatenessAlarm
{
    private const string ToBackup = "a Backup takes over";
    private const string ToKernel = "the kernel takes them back";
    private const string AsRealTime =
        "; a real-time thread would not wait (CAP_SYS_NICE, and RestrictRealtime=no in its unit)";

    private string? _router;
    private string _detail = "";
    private Duration _limit;
    private RepeatGate _gate;

    /// <summary>Looks after these virtual routers: after the one that grants the least. A node without peers has nobody
    /// to lose addresses to but the kernel.</summary>
    /// <param name="routers">May be empty: nothing is ever late then.</param>
    /// <param name="isRealTime">Whether the thread has precedence over all ordinary ones.</param>
    public void Watch(IEnumerable<VirtualRouterConfig> routers, bool isRealTime)
    {
        _router = null;
        foreach (var router in routers)
        {
            var lease = Timing.LeaseSlack(router.AdvertisementInterval);
            var patience = router.HasPeers
                ? Timing.Slack(router.Version, PriorityLedger.OwnerPriority, router.AdvertisementInterval)
                : lease;
            var limit = patience < lease ? patience : lease;
            if (_router is null || limit < _limit)
            {
                (_router, _limit) = (router.Name, limit);
                _detail = (patience < lease ? ToBackup : ToKernel)
                    + (isRealTime ? "" : AsRealTime);
            }
        }
    }

    /// <summary>Notes how late a wake-up was.</summary>
    /// <returns>Whether there is something to tell: the first time, then at most once a minute.</returns>
    public bool Note(Instant now, Duration late, out VrrpEvent warning)
    {
        warning = default;
        if (_router is null || late + late <= _limit || !_gate.Count(now, out var untold))
        {
            return false;
        }

        warning = new()
        {
            Kind = VrrpEventKind.LoopLate,
            At = now,
            VirtualRouter = _router,
            Late = late,
            Limit = _limit,
            Count = untold,
            Detail = _detail,
        };
        return true;
    }
}
