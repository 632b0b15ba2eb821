using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Vrrp.Simulation.Checkers;

/// <summary>States change along the edges of RFC 9568 section 6.4 (and of Fault), each for a reason that belongs to the
/// edge; and a change begins where the last one ended.</summary>
/// <param name="nodeCount">How many nodes there are.</param>
internal sealed class TransitionChecker(int nodeCount) : Checker
{
    private readonly VrrpState[] _states = new VrrpState[nodeCount];
    private readonly HashSet<(VrrpState From, VrrpState To, TransitionReason Reason)> _seen = [];

    /// <summary>All edges that may be taken.</summary>
    public static IReadOnlySet<(VrrpState From, VrrpState To, TransitionReason Reason)> Edges { get; } =
        new HashSet<(VrrpState From, VrrpState To, TransitionReason Reason)>
        {
            (VrrpState.Initialize, VrrpState.Backup, TransitionReason.Startup),
            (VrrpState.Initialize, VrrpState.Fault, TransitionReason.FaultRaised),
            (VrrpState.Initialize, VrrpState.Master, TransitionReason.AddressOwner),
            (VrrpState.Backup, VrrpState.Master, TransitionReason.AddressOwner),
            (VrrpState.Fault, VrrpState.Master, TransitionReason.AddressOwner),
            (VrrpState.Initialize, VrrpState.Master, TransitionReason.Adopted),
            (VrrpState.Backup, VrrpState.Master, TransitionReason.MasterSilent),
            (VrrpState.Backup, VrrpState.Master, TransitionReason.MasterResigned),
            (VrrpState.Backup, VrrpState.Master, TransitionReason.LowerPriorityPreempted),
            (VrrpState.Backup, VrrpState.Fault, TransitionReason.FaultRaised),
            (VrrpState.Backup, VrrpState.Initialize, TransitionReason.Shutdown),
            (VrrpState.Master, VrrpState.Backup, TransitionReason.HigherPriorityHeard),
            (VrrpState.Master, VrrpState.Backup, TransitionReason.HigherAddressHeard),
            (VrrpState.Master, VrrpState.Backup, TransitionReason.WokeTooLate),
            (VrrpState.Master, VrrpState.Backup, TransitionReason.Drained),
            (VrrpState.Master, VrrpState.Backup, TransitionReason.SyncGroup),
            (VrrpState.Master, VrrpState.Fault, TransitionReason.FaultRaised),
            (VrrpState.Master, VrrpState.Initialize, TransitionReason.Shutdown),
            (VrrpState.Master, VrrpState.Initialize, TransitionReason.Kept),
            (VrrpState.Fault, VrrpState.Backup, TransitionReason.FaultCleared),
            (VrrpState.Fault, VrrpState.Initialize, TransitionReason.Shutdown),
        };

    /// <summary>The edges that were taken.</summary>
    public IReadOnlySet<(VrrpState From, VrrpState To, TransitionReason Reason)> Seen => _seen;

    /// <inheritdoc/>
    public override void Restarted(int node) => _states[node] = VrrpState.Initialize;

    /// <inheritdoc/>
    public override void Hear(in Moment moment, int node, in VrrpEvent vrrpEvent)
    {
        if (vrrpEvent.Kind != VrrpEventKind.StateChanged)
        {
            return;
        }

        var edge = (vrrpEvent.From, vrrpEvent.To, vrrpEvent.Reason);
        if (!Edges.Contains(edge))
        {
            Fail($"node {node} went from {edge.From} to {edge.To} for {edge.Reason}");
        }

        if (_states[node] != edge.From)
        {
            Fail($"node {node} was {_states[node]} and went from {edge.From} to {edge.To}");
        }

        _ = _seen.Add(edge);
        _states[node] = edge.To;
    }

    /// <inheritdoc/>
    public override void Look(in Moment moment)
    {
        for (var i = 0; i < moment.Nodes.Length; i++)
        {
            if (moment.Nodes[i].Process == World.ProcessState.Running && moment.Nodes[i].State != _states[i])
            {
                Fail($"node {i} is {moment.Nodes[i].State}, and its events say {_states[i]}");
            }
        }
    }
}
