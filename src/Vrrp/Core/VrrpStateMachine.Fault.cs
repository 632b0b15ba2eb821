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

        if (IsRefusedTakeover(fault))
        {
            // It ended at its first effect and nobody heard of it, so there is nothing to resign from: a farewell would
            // make the peers race for addresses whose Master may be well. Some of the addresses may have been added.
            State = _stateBefore;
            effects.Add(new(EffectKind.RemoveAddresses));
        }
        else if (State == VrrpState.Master)
        {
            // As at shutdown: the peers need not wait for our silence. Where the link is down it cannot leave, which
            // harms nobody.
            Resign(effects);
        }

        _timers.StopAll();
        if (State == VrrpState.Fault)
        {
            // An owner that is refused again: nobody heard that it had left.
            Reason = TransitionReason.FaultRaised;
            return;
        }

        MoveTo(now, VrrpState.Fault, TransitionReason.FaultRaised, default, effects);
    }

    // This fault comes right behind the input whose addresses the kernel refused.
    private bool IsRefusedTakeover(Fault fault) => fault.Kind == FaultKind.AddressRefused
        && State == VrrpState.Master && _stateBefore != VrrpState.Master;

    private void LeaveFault(Instant now, Fault fault, EffectBuffer effects)
    {
        if (_faults.Remove(fault) && _faults.IsEmpty && State == VrrpState.Fault)
        {
            _recoveryHoldUntil = now + _settings.RecoveryHold;
            HandleStartup(now, TransitionReason.FaultCleared, effects);
        }
    }
}
