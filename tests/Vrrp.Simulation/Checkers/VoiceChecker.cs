using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Vrrp.Simulation.Checkers;

/// <summary>Who says that it is Master has the addresses, all of them, BEFORE it says so; a farewell may come from
/// anywhere. And who becomes Master knows where to say so from.</summary>
internal sealed class VoiceChecker : Checker
{
    /// <inheritdoc/>
    public override void Hear(in Moment moment, int node, in VrrpEvent vrrpEvent)
    {
        if (vrrpEvent is { Kind: VrrpEventKind.StateChanged, To: VrrpState.Master } && !moment.Nodes[node].HasSource)
        {
            Fail($"node {node} takes over without an address to say so from");
        }
    }

    /// <inheritdoc/>
    public override void Advertised(int node, byte priority, int held, int wanted)
    {
        if (priority != 0 && held != wanted)
        {
            Fail($"node {node} advertises priority {priority} with {held} of {wanted} addresses");
        }
    }
}
