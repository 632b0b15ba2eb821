using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

// What an operator or the sync group wants of it.
internal sealed partial class VirtualRouter
{
    /// <summary>Its state machine, for a sync group to look at.</summary>
    public VrrpStateMachine Machine => _machine;

    /// <summary>Gives the addresses to a peer, without a moment in which nobody has them.</summary>
    public void Drain(Instant now) => Handle(now, VrrpInput.Drain);

    /// <summary>Calls the drain off.</summary>
    public void Undrain(Instant now) => Handle(now, VrrpInput.Undrain);

    /// <summary>Takes a word of its sync group.</summary>
    public void Follow(Instant now, in VrrpInput input)
    {
        switch (input.Kind)
        {
            case VrrpInputKind.FaultRaised:
                Raise(now, input.Fault);
                break;
            case VrrpInputKind.FaultCleared:
                Clear(now, input.Fault);
                break;
            default:
                Handle(now, input);
                break;
        }
    }
}
