using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Vrrp.Simulation.Checkers;

/// <summary>Nobody takes over for silence or a farewell while a healthy Master is heard by all, and nobody preempts who
/// may not, or who is not better. The address owner may, at its start.</summary>
/// <param name="settling">How long a Master must have been there, and the times calm.</param>
internal sealed class TakeoverChecker(Duration settling) : Checker
{
    private readonly Dictionary<int, Instant> _drainAt = [];
    private readonly Dictionary<int, Instant> _leftAt = [];

    /// <summary>Takeovers heard.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public override void Hear(in Moment moment, int node, in VrrpEvent vrrpEvent)
    {
        if (vrrpEvent is { Kind: VrrpEventKind.StateChanged, From: VrrpState.Master })
        {
            _leftAt[node] = moment.Now;
        }

        if (vrrpEvent.Kind != VrrpEventKind.StateChanged || vrrpEvent.To != VrrpState.Master)
        {
            return;
        }

        Count++;
        switch (vrrpEvent.Reason)
        {
            case TransitionReason.AddressOwner when vrrpEvent.Priority != PriorityLedger.OwnerPriority:
                Fail($"node {node} owns nothing with priority {vrrpEvent.Priority}");
                break;
            case TransitionReason.LowerPriorityPreempted
                when AdvertisementOrder.LetsBe(
                    vrrpEvent.PeerPriority, vrrpEvent.Priority, moment.Nodes[node].Preempt):
                Fail($"node {node} with priority {vrrpEvent.Priority} preempts priority {vrrpEvent.PeerPriority}");
                break;
            case TransitionReason.MasterSilent or TransitionReason.MasterResigned:
                DemandNoHealthyMaster(moment, node, vrrpEvent.Reason);
                break;
        }
    }

    /// <inheritdoc/>
    public override void Look(in Moment moment)
    {
        for (var i = 0; i < moment.Nodes.Length; i++)
        {
            if (moment.Nodes[i].DrainStage != DrainStage.None)
            {
                _drainAt[i] = moment.Now;
            }
        }
    }

    // Who drains invites others, and of several that come some resign again. A drain may be called off meanwhile.
    private bool HasDrained(int node, Instant now) =>
        _drainAt.TryGetValue(node, out var at) && now < at + settling;

    // Who preempts and goes within a moment may be heard to go by others BEFORE the former Master has heard it come.
    private bool HasAnotherResigned(int master, Instant now) =>
        _leftAt.Any(left => left.Key != master && now < left.Value + settling);

    private void DemandNoHealthyMaster(in Moment moment, int node, TransitionReason reason)
    {
        var isCalm = moment.IsCalmFor(settling);
        for (var i = 0; i < moment.Nodes.Length; i++)
        {
            ref readonly var other = ref moment.Nodes[i];
            if (isCalm && i != node && other.IsActive && !HasDrained(i, moment.Now)
                && moment.Now >= other.MasterSince + settling
                && !(reason == TransitionReason.MasterResigned && HasAnotherResigned(i, moment.Now)))
            {
                Fail($"node {node} takes over for {reason} while node {i} is a healthy Master");
            }
        }
    }
}
