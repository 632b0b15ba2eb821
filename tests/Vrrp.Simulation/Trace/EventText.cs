using Gateway.Vrrp.Events;

namespace Vrrp.Simulation.Trace;

/// <summary>What an event says, in a line of a trace.</summary>
internal static class EventText
{
    /// <summary>An event of a node.</summary>
    public static string Of(int node, in VrrpEvent happened) => happened.Kind switch
    {
        VrrpEventKind.StateChanged => FormattableString.Invariant(
            $"node {node} {happened.VirtualRouter}: {happened.From} -> {happened.To} for {happened.Reason}, ")
            + FormattableString.Invariant(
                $"priority {happened.Priority}, peer {happened.Peer} {happened.PeerPriority}"),
        VrrpEventKind.PriorityChanged => FormattableString.Invariant(
            $"node {node}: priority {happened.PriorityBefore} -> {happened.Priority} as {happened.To}"),
        VrrpEventKind.FaultRaised or VrrpEventKind.FaultCleared => FormattableString.Invariant(
            $"node {node} {happened.VirtualRouter}: {happened.Kind} {happened.Fault.Kind}"),
        _ => FormattableString.Invariant($"node {node}: {happened.Kind} {happened.Detail}"),
    };
}
