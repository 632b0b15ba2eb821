using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Vrrp.Simulation.Checkers;

/// <summary>Who never heard a Master asks the segment for the addresses, and waits for an answer, before it takes over.
/// The address owner need not.</summary>
/// <param name="isExpected">Whether the configuration wants that.</param>
internal sealed class ProbeChecker(bool isExpected) : Checker
{
    // 200 ms on a clock that is a little too fast.
    private static readonly Duration ShortestWait = Duration.FromMilliseconds(199);

    private readonly HashSet<int> _hasBeenMaster = [];

    /// <summary>First takeovers that were looked at.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public override void Hear(in Moment moment, int node, in VrrpEvent vrrpEvent)
    {
        if (vrrpEvent is not { Kind: VrrpEventKind.StateChanged, To: VrrpState.Master })
        {
            return;
        }

        var isFirst = _hasBeenMaster.Add(node) && !moment.Nodes[node].HasHeard;
        if (!isExpected || !isFirst || vrrpEvent.Priority == PriorityLedger.OwnerPriority
            || vrrpEvent.Reason != TransitionReason.MasterSilent)
        {
            return;
        }

        Count++;
        if (moment.Nodes[node].ProbedAt == Instant.Never || moment.Now < moment.Nodes[node].ProbedAt + ShortestWait)
        {
            Fail($"node {node} never heard a Master and takes over without asking");
        }
    }

    /// <inheritdoc/>
    public override void Restarted(int node) => _hasBeenMaster.Remove(node);
}
