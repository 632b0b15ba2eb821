using Gateway.Vrrp.Core;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation.Checkers;

/// <summary>Who has not moved for longer than a lease holds no address, whatever it was before.</summary>
/// <param name="longestLease">Lease and lateness of the kernel.</param>
internal sealed class FreezeChecker(Duration longestLease) : Checker
{
    /// <inheritdoc/>
    public override void Look(in Moment moment)
    {
        for (var i = 0; i < moment.Nodes.Length; i++)
        {
            ref readonly var node = ref moment.Nodes[i];
            if (node.Process is ProcessState.Frozen or ProcessState.Crashed && node.AddressCount > 0
                && moment.Now - node.ProcessSince > longestLease)
            {
                Fail($"node {i} is {node.Process} since {moment.Now - node.ProcessSince} and holds an address");
            }
        }
    }
}
