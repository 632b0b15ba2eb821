using System.Collections.Concurrent;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Metrics.Sources;

/// <summary>Counts what the engine tells: transitions by reason, and warnings. Written by the thread "vrrp-events";
/// read by any.</summary>
internal sealed class VrrpCounts : IVrrpObserver
{
    private readonly ConcurrentDictionary<(string Router, VrrpState To, TransitionReason Reason), long> _transitions =
        [];

    private readonly ConcurrentDictionary<(string Router, VrrpEventKind Kind), long> _warnings = [];

    /// <summary>What counts as a warning of a virtual router.</summary>
    public static IReadOnlyList<VrrpEventKind> WarningKinds { get; } =
    [
        VrrpEventKind.RivalHeard, VrrpEventKind.AddressClaimed, VrrpEventKind.PeerMismatch,
        VrrpEventKind.FirewallSuspected, VrrpEventKind.AddressRestored, VrrpEventKind.ForeignAddressRemoved,
        VrrpEventKind.KernelRefused, VrrpEventKind.LoopLate,
    ];

    /// <summary>The transitions of a virtual router, in the order of the states.</summary>
    public IEnumerable<(VrrpState To, TransitionReason Reason, long Count)> TransitionsOf(string router) =>
        from entry in _transitions
        where entry.Key.Router == router
        orderby entry.Key.To, entry.Key.Reason
        select (entry.Key.To, entry.Key.Reason, entry.Value);

    /// <summary>How often a virtual router gave a warning.</summary>
    public long WarningsOf(string router, VrrpEventKind kind) => _warnings.GetValueOrDefault((router, kind));

    /// <inheritdoc/>
    public void On(in VrrpEvent vrrpEvent)
    {
        var router = vrrpEvent.VirtualRouter ?? "";
        if (vrrpEvent.Kind == VrrpEventKind.StateChanged)
        {
            _ = _transitions.AddOrUpdate((router, vrrpEvent.To, vrrpEvent.Reason), 1, (_, count) => count + 1);
        }
        else if (WarningKinds.Contains(vrrpEvent.Kind))
        {
            _ = _warnings.AddOrUpdate((router, vrrpEvent.Kind), 1, (_, count) => count + 1);
        }
    }
}
