using Gateway.Vrrp.Core;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation.Checkers;

/// <summary>Addresses are where a Master is: nobody else who runs holds one, a Master holds all of its configuration
/// and no other, and what a crashed or frozen process leaves behind ends with its lease.</summary>
/// <param name="nodeCount">How many nodes there are.</param>
/// <param name="longestLease">Lease and lateness of the kernel.</param>
internal sealed class AddressChecker(int nodeCount, Duration longestLease) : Checker
{
    private readonly Instant[] _missingSince = Enumerable.Repeat(Instant.Never, nodeCount).ToArray();

    /// <inheritdoc/>
    public override void Look(in Moment moment)
    {
        for (var i = 0; i < moment.Nodes.Length; i++)
        {
            ref readonly var node = ref moment.Nodes[i];
            if (node.AddressCount > 0 && !MayHold(node, moment.Now))
            {
                var age = moment.Now - node.RenewedAt;
                Fail($"node {i} holds an address: {node.Process} {node.State}, renewed {age} ago");
            }

            // An instant is allowed: the kernel has removed, the process is told next.
            var isMissing = node.IsActive && node.AddressCount != node.AddressesWanted;
            var since = moment.Now < _missingSince[i] ? moment.Now : _missingSince[i];
            _missingSince[i] = isMissing ? since : Instant.Never;
            if (moment.Now > _missingSince[i])
            {
                Fail($"node {i} is Master, but holds {node.AddressCount} of {node.AddressesWanted} addresses");
            }
        }
    }

    private bool MayHold(in NodeView node, Instant now) => node.Process switch
    {
        ProcessState.Running => node.State == VrrpState.Master,
        ProcessState.Frozen or ProcessState.Crashed => now <= node.RenewedAt + longestLease,
        _ => false,
    };
}
