namespace Gateway.Vrrp.Core;

// RFC 9568 section 6.4.1, Initialize, and the way back to it.
public sealed partial class VrrpStateMachine
{
    private bool _hasStarted;

    private void HandleFirstStartup(Instant now)
    {
        _needsProbe = _settings.ProbeBeforeFirstTakeover;
        _claims = 0;
        if (!_hasStarted)
        {
            _hasStarted = true;
            _quietUntil = now + _settings.StartupDelay;
        }
    }

    // Also the way out of Fault, which then is the reason.
    private void HandleStartup(Instant now, TransitionReason reason, EffectBuffer effects)
    {
        if (!_faults.IsEmpty)
        {
            MoveTo(now, VrrpState.Fault, TransitionReason.FaultRaised, default, effects);
        }
        else if (Priority == PriorityLedger.OwnerPriority && now >= _quietUntil && !_settings.InSyncGroup && !_isMute)
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
            if (Priority == PriorityLedger.OwnerPriority)
            {
                // Here for its startup delay, its sync group or its address only, not for the RFC's interval.
                _isOwnerStarting = true;
                StartMasterDownTimer();
            }
        }
    }

    // As Master the addresses are added, which renews them, and announced: nobody can have noticed.
    private void HandleAdoption(Instant now, EffectBuffer effects)
    {
        if (_faults.IsEmpty && !IsDraining && now >= _quietUntil)
        {
            BecomeMaster(now, TransitionReason.Adopted, default, effects);
        }
        else
        {
            effects.Add(new(EffectKind.RemoveAddresses));
            HandleStartup(now, TransitionReason.Startup, effects);
        }
    }

    // The last advertisement gives the next process as long as the peers' patience and the lease last.
    private void HandleKeep(Instant now, EffectBuffer effects)
    {
        if (State != VrrpState.Master || IsDraining)
        {
            HandleShutdown(now, effects);
            return;
        }

        effects.Add(new(EffectKind.AddAddresses));
        Advertise(now, effects);
        _timers.StopAll();
        MoveTo(now, VrrpState.Initialize, TransitionReason.Kept, default, effects);
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
                Resign(effects);
                break;
        }

        _timers.StopAll();
        MoveTo(now, VrrpState.Initialize, TransitionReason.Shutdown, default, effects);
    }
}
