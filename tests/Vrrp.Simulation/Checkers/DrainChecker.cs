using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation.Checkers;

/// <summary>Whoever gives the addresses away on request does so when another has them: as long as another lives and can
/// be heard, they never are nowhere.</summary>
/// <param name="settling">How long it must have been calm, and every process the same.</param>
internal sealed class DrainChecker(Duration settling) : Checker
{
    // Who could be Master, since when.
    private readonly Dictionary<int, Instant> _ableSince = [];

    /// <summary>Drains that ended.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public override void Hear(in Moment moment, int node, in VrrpEvent vrrpEvent)
    {
        if (vrrpEvent.Kind != VrrpEventKind.StateChanged || vrrpEvent.From != VrrpState.Master)
        {
            return;
        }

        if (vrrpEvent.Reason == TransitionReason.Drained)
        {
            Count++;
            DemandSuccessor(moment, node);
        }
        else if (vrrpEvent.Reason == TransitionReason.Shutdown && moment.Nodes[node].Process == ProcessState.Running)
        {
            // The process stops nothing while it lives: that was meant to be a drain.
            DemandSuccessor(moment, node);
        }
    }

    /// <inheritdoc/>
    public override void Look(in Moment moment)
    {
        for (var i = 0; i < moment.Nodes.Length; i++)
        {
            if (!IsAble(moment.Nodes[i]))
            {
                _ = _ableSince.Remove(i);
            }
            else if (!_ableSince.ContainsKey(i))
            {
                _ableSince[i] = moment.Now;
            }
        }
    }

    private static bool IsAble(in NodeView node) =>
        node.Process == ProcessState.Running && node.State is (VrrpState.Backup or VrrpState.Master);

    private void DemandSuccessor(in Moment moment, int node)
    {
        var isAnyAlive = false;
        for (var i = 0; i < moment.Nodes.Length; i++)
        {
            ref readonly var other = ref moment.Nodes[i];
            if ((i != node && other.IsActive && other.AddressCount == other.AddressesWanted)
                || moment.Now < other.ProcessSince + settling)
            {
                return;
            }

            isAnyAlive |= i != node && IsAble(other) && _ableSince.TryGetValue(i, out var since)
                && moment.Now >= since + settling;
        }

        if (isAnyAlive && moment.IsCalmFor(settling))
        {
            Fail($"node {node} is drained, and nobody has the addresses");
        }
    }
}
