using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Gateway.Vrrp.Engine;

// What an operator or the sync group wants of it.
internal sealed partial class VirtualRouter
{
    /// <summary>Its state machine, for a sync group to look at.</summary>
    public VrrpStateMachine Machine => _machine;

    /// <summary>Gives the addresses to a peer, without a moment in which nobody has them. Whom nobody relieves keeps
    /// them.</summary>
    public void Drain(Instant now) => Handle(now, VrrpInput.Drain);

    /// <summary>The same BEFORE <see cref="Stop"/>: whom nobody relieves lets go of them.</summary>
    public void Leave(Instant now) => Handle(now, VrrpInput.Leave);

    /// <summary>Calls the drain off.</summary>
    public void Undrain(Instant now) => Handle(now, VrrpInput.Undrain);

    /// <summary>Begins as Master, with the addresses that an earlier process left.</summary>
    public void Adopt(Instant now)
    {
        RaiseVitalFaults(now);
        Handle(now, VrrpInput.Adopt);
    }

    /// <summary>Ends, and leaves the addresses to the next process; in a sync group by itself.</summary>
    public void Keep(Instant now)
    {
        Group = null;
        Handle(now, VrrpInput.Keep);
    }

    /// <summary>Removes what an earlier process left and this one, not started yet, may not adopt any more.</summary>
    public void Disown(Instant now)
    {
        _executor.Disown();
        foreach (var own in Addresses)
        {
            _events.Publish(About(now, VrrpEventKind.LeftoverRemoved) with { Address = own.Prefix });
        }
    }

    /// <summary>Takes the word of a tracker that has not spoken yet, or not since this router is there. BEFORE it
    /// starts, and of no news to observers.</summary>
    public void Trust(Instant now, int tracker, Demotion word = default)
    {
        if (_ledger.Set(tracker, word))
        {
            Handle(now, VrrpInput.PriorityChanged(_ledger.Effective));
        }
    }

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
