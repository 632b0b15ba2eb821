using Gateway.Vrrp.Core;

namespace Vrrp.Simulation.Checkers;

/// <summary>Some time after the last fault exactly one node is Master, one that may be, with all addresses, known to
/// the segment; and so it stays.</summary>
internal sealed class HealingChecker : Checker
{
    private IReadOnlyList<int> _candidates = [];
    private Instant _deadline = Instant.Never;
    private Instant _announcementDeadline = Instant.Never;
    private int? _master;

    /// <summary>The faults are over.</summary>
    /// <param name="candidates">Who may be Master.</param>
    /// <param name="deadline">When there must be one Master.</param>
    /// <param name="announcementDeadline">When the segment must look for the addresses there.</param>
    public void Expect(IReadOnlyList<int> candidates, Instant deadline, Instant announcementDeadline) =>
        (_candidates, _deadline, _announcementDeadline) = (candidates, deadline, announcementDeadline);

    /// <inheritdoc/>
    public override void Look(in Moment moment)
    {
        if (moment.Now < _deadline)
        {
            return;
        }

        for (var i = 0; i < moment.Nodes.Length; i++)
        {
            ref readonly var node = ref moment.Nodes[i];
            _master ??= node.IsActive && _candidates.Contains(i) ? i : null;
            if (node.IsActive && i != _master)
            {
                Fail($"node {i} is Master; it must be {(_master is { } other ? $"node {other}" : "another")}");
            }

            if (node.AddressCount != (node.IsActive ? node.AddressesWanted : 0))
            {
                Fail($"node {i} is {node.State} and holds {node.AddressCount} addresses");
            }

            if (moment.Now >= _announcementDeadline && node.IsKnownOwner != node.IsActive)
            {
                Fail($"node {i} is {node.State}; the segment looks for the addresses there: {node.IsKnownOwner}");
            }
        }

        if (_master is not { } master || !moment.Nodes[master].IsActive)
        {
            Fail("nobody is Master who must be");
        }
    }
}
