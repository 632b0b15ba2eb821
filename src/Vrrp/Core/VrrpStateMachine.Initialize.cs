namespace Gateway.Vrrp.Core;

// RFC 9568 section 6.4.1, Initialize, and the way back to it.
public sealed partial class VrrpStateMachine
{
    // Also the way out of Fault, which then is the reason.
    private void HandleStartup(Instant now, TransitionReason reason, EffectBuffer effects)
    {
        if (!_faults.IsEmpty)
        {
            MoveTo(now, VrrpState.Fault, TransitionReason.FaultRaised, default, effects);
        }
        else if (Priority == PriorityLedger.OwnerPriority)
        {
            // "If the Priority = 255 ... Send an ADVERTISEMENT ... Transition to the {Active} state."
            BecomeMaster(now, TransitionReason.AddressOwner, default, effects);
        }
        else
        {
            // "Set Active_Adver_Interval to Advertisement_Interval; Set the Active_Down_Timer to Active_Down_Interval;
            // Transition to the {Backup} state."
            _masterInterval = _settings.AdvertisementInterval;
            BecomeBackup(now, reason, default, effects);
        }
    }

    private void HandleShutdown(Instant now, EffectBuffer effects)
    {
        switch (State)
        {
            case VrrpState.Initialize:
                return;
            case VrrpState.Master:
                // "Send an ADVERTISEMENT with Priority = 0", BEFORE the addresses go: a peer with a high priority needs
                // only its skew.
                effects.Add(new(EffectKind.SendAdvertisement, Priority: 0));
                effects.Add(new(EffectKind.RemoveAddresses));
                break;
        }

        _timers.StopAll();
        MoveTo(now, VrrpState.Initialize, TransitionReason.Shutdown, default, effects);
    }
}
