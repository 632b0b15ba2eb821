using Gateway.Vrrp.Core;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation.Checkers;

/// <summary>The virtual routers of a node are all Master, or none is: not for a moment between two inputs is a group
/// split.</summary>
internal sealed class GroupChecker : Checker
{
    /// <inheritdoc/>
    public override void Look(in Moment moment)
    {
        for (var node = 0; node < moment.Nodes.Length; node++)
        {
            ref readonly var first = ref moment.Segments[0][node];
            for (var segment = 1; segment < moment.Segments.Length; segment++)
            {
                ref readonly var other = ref moment.Segments[segment][node];
                if (first.Process == ProcessState.Running
                    && (first.State == VrrpState.Master) != (other.State == VrrpState.Master))
                {
                    Fail($"node {node} is {first.State} on segment 0 and {other.State} on segment {segment}");
                }
            }
        }
    }
}
