using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation.Checkers;

/// <summary>Whoever gives the addresses away on request does so when another has them, and keeps them where nobody
/// comes: they never are nowhere. Whoever does to end lets go where nobody lives who can be heard.</summary>
/// <param name="settling">How long it must have been calm, and every process the same.</param>
internal sealed class DrainChecker(Duration settling) : Checker
{
    // Who could be Master, or could not, since when.
    private readonly Dictionary<int, (bool IsAble, Instant Since)> _ability = [];

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
            DemandSuccessor(moment, node, alsoAlone: !moment.Nodes[node].IsLeaving);
        }
        else if (vrrpEvent.Reason == TransitionReason.Shutdown && moment.Nodes[node].Process == ProcessState.Running)
        {
            // The process stops nothing while it lives: that was meant to be a drain.
            DemandSuccessor(moment, node, alsoAlone: false);
        }
    }

    /// <inheritdoc/>
    public override void Look(in Moment moment)
    {
        for (var i = 0; i < moment.Nodes.Length; i++)
        {
            var isAble = IsAble(moment.Nodes[i]);
            if (!_ability.TryGetValue(i, out var known) || known.IsAble != isAble)
            {
                _ability[i] = (isAble, moment.Now);
            }
        }
    }

    private static bool IsAble(in NodeView node) =>
        node.Process == ProcessState.Running && node.State is (VrrpState.Backup or VrrpState.Master);

    private void DemandSuccessor(in Moment moment, int node, bool alsoAlone)
    {
        var (isAnyAlive, isAnyNew) = (false, false);
        for (var i = 0; i < moment.Nodes.Length; i++)
        {
            ref readonly var other = ref moment.Nodes[i];
            if ((i != node && other.IsActive && other.AddressCount == other.AddressesWanted)
                || moment.Now < other.ProcessSince + settling)
            {
                return;
            }

            var isOld = _ability.TryGetValue(i, out var known) && known.IsAble == IsAble(other)
                && moment.Now >= known.Since + settling;
            isAnyAlive |= i != node && IsAble(other) && isOld;
            isAnyNew |= i != node && !isOld;
        }

        if ((isAnyAlive || (alsoAlone && !isAnyNew)) && moment.IsCalmFor(settling))
        {
            Fail($"node {node} is drained, and nobody has the addresses");
        }
    }
}
