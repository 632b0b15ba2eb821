using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation.Checkers;

/// <summary>Whoever gives the addresses away on request does so when another has them: as long as another lives and can
/// be heard, they never are nowhere.</summary>
/// <param name="addressCount">How many addresses a Master holds.</param>
/// <param name="settling">How long it must have been calm, and every process the same.</param>
internal sealed class DrainChecker(int addressCount, Duration settling) : Checker
{
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

    private void DemandSuccessor(in Moment moment, int node)
    {
        var isAnyAlive = false;
        for (var i = 0; i < moment.Nodes.Length; i++)
        {
            ref readonly var other = ref moment.Nodes[i];
            if ((i != node && other.IsActive && other.AddressCount == addressCount)
                || moment.Now < other.ProcessSince + settling)
            {
                return;
            }

            isAnyAlive |= i != node && other.Process == ProcessState.Running
                && other.State is VrrpState.Backup or VrrpState.Master;
        }

        if (isAnyAlive && moment.IsCalmFor(settling))
        {
            Fail($"node {node} is drained, and nobody has the addresses");
        }
    }
}
