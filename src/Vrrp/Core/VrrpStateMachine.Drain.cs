namespace Gateway.Vrrp.Core;

// Make before break, which the RFC does not know: a Master that goes in good order lowers its priority and keeps the
// addresses until its successor has them. Two owners for a moment harm nobody; none for a moment breaks connections.
public sealed partial class VrrpStateMachine
{
    // Above 0, which would be a farewell, and below everybody else.
    private const byte DrainPriority = 1;

    private DrainStage _drainStage;

    private void HandleDrain(Instant now, EffectBuffer effects)
    {
        if (IsDraining)
        {
            return;
        }

        IsDraining = true;
        if (State == VrrpState.Master)
        {
            BeginDrain(now, effects);
        }
        else
        {
            FollowPriority(now);
        }
    }

    private void BeginDrain(Instant now, EffectBuffer effects)
    {
        if (!_settings.HasPeers)
        {
            effects.Add(new(EffectKind.SendAdvertisement, Priority: 0));
            LeaveMaster(now, TransitionReason.Drained, default, effects);
            return;
        }

        // The timer is restarted, so that a farewell at the deadline is not on the heels of an advertisement that it
        // might overtake: a Backup without Preempt would take the Master for alive again.
        _drainStage = DrainStage.Lowered;
        RenewAndAdvertise(now, effects);
        _timers.Start(VrrpTimer.Drain, now + Timing.DrainTime(_settings.Version, _settings.AdvertisementInterval));
    }

    private void HandleUndrain(Instant now, EffectBuffer effects)
    {
        if (!IsDraining)
        {
            return;
        }

        IsDraining = false;
        if (State != VrrpState.Master)
        {
            FollowPriority(now);
            return;
        }

        var wasSilent = IsSilent;
        _drainStage = DrainStage.None;
        _timers.Stop(VrrpTimer.Drain);
        _masterInterval = _settings.AdvertisementInterval;
        RenewAndAdvertise(now, effects);
        if (wasSilent)
        {
            Announce(now, effects);
        }
    }

    // A stage has taken long enough. A member of a sync group waits for the others.
    private void HandleDrainTimer(Instant now, EffectBuffer effects)
    {
        _timers.Stop(VrrpTimer.Drain);
        switch (_drainStage)
        {
            case DrainStage.Lowered when _settings.InSyncGroup:
                _drainStage = DrainStage.Due;
                break;
            case DrainStage.Lowered:
                SayFarewell(now, effects);
                break;
            case DrainStage.Farewell:
                EndFarewell(now, default, effects);
                break;
        }
    }

    // Priority 0 makes also a peer without Preempt take over, but only after its skew: until it has, the addresses
    // stay. Once, because each one starts that skew anew.
    private void SayFarewell(Instant now, EffectBuffer effects)
    {
        _drainStage = DrainStage.Farewell;
        effects.Add(new(EffectKind.RenewAddresses));
        effects.Add(new(EffectKind.SendAdvertisement, Priority: 0));
        _advertisedAt = now;
        _timers.Stop(VrrpTimer.Announcement);
        _timers.Start(VrrpTimer.Drain, now + Timing.FarewellTime(_settings.Version, _settings.AdvertisementInterval));
    }

    private void EndFarewell(Instant now, Heard successor, EffectBuffer effects)
    {
        _heard = successor;
        if (_settings.InSyncGroup)
        {
            _timers.Stop(VrrpTimer.Drain);
            _drainStage = DrainStage.Over;
        }
        else
        {
            LeaveMaster(now, TransitionReason.Drained, successor, effects);
        }
    }

    // Whoever advertises has the addresses, whatever its rank. A farewell of another router is no successor.
    private void HearInFarewell(Instant now, in VrrpInput advertisement, EffectBuffer effects)
    {
        if (_drainStage == DrainStage.Farewell && advertisement.Priority != 0)
        {
            LearnInterval(advertisement.Interval);
            EndFarewell(now, new(advertisement.Source, advertisement.Priority), effects);
        }
    }

    private void HandleGroupFarewell(Instant now, EffectBuffer effects)
    {
        if (DrainStage == DrainStage.Due)
        {
            SayFarewell(now, effects);
        }
    }

    private void HandleGroupRelease(Instant now, EffectBuffer effects)
    {
        if (DrainStage == DrainStage.Beaten)
        {
            Advertise(now, effects);
        }

        if (DrainStage is DrainStage.Beaten or DrainStage.Over)
        {
            LeaveMaster(now, TransitionReason.Drained, _heard, effects);
        }
    }
}
