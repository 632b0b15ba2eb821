namespace Gateway.Vrrp.Core;

// Fault is keepalived's state, not the RFC's: this router could not serve if it were Master.
public sealed partial class VrrpStateMachine
{
    private void EnterFault(Instant now, Fault fault, EffectBuffer effects)
    {
        _ = _faults.Add(fault);
        if (State is VrrpState.Initialize or VrrpState.Fault)
        {
            // Not stopped timers, but a broken invariant may have left some.
            _timers.StopAll();
            return;
        }

        if (State == VrrpState.Master)
        {
            // As at shutdown: the peers need not wait for our silence. Where the link is down it cannot leave, which
            // harms nobody.
            effects.Add(new(EffectKind.SendAdvertisement, Priority: 0));
            effects.Add(new(EffectKind.RemoveAddresses));
        }

        _timers.StopAll();
        MoveTo(now, VrrpState.Fault, TransitionReason.FaultRaised, default, effects);
    }

    private void LeaveFault(Instant now, Fault fault, EffectBuffer effects)
    {
        if (_faults.Remove(fault) && _faults.IsEmpty && State == VrrpState.Fault)
        {
            HandleStartup(now, TransitionReason.FaultCleared, effects);
        }
    }
}
