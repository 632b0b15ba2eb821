namespace Gateway.Vrrp.Core;

/// <summary>A change of state with its reason.</summary>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Reason">Why.</param>
/// <param name="Peer">The other router, when one caused it; otherwise no address.</param>
/// <param name="PeerPriority">What it advertised.</param>
public readonly record struct Transition(
    VrrpState From, VrrpState To, TransitionReason Reason, IpAddr Peer, byte PeerPriority);
