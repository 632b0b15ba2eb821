namespace Gateway.Vrrp.Core;

// Make before break, which the RFC does not know: a Master that goes in good order lowers its priority and keeps the
// addresses until its successor has them. Two owners for a moment harm nobody; none for a moment breaks connections.
public sealed partial class VrrpStateMachine
{
    /// <summary>The priority of a Master that drains: above 0, which would be a farewell, and below everybody
    /// else.</summary>
    public const byte DrainPriority = 1;

    private DrainStage _drainStage;
    private Instant _patienceBegan;

    // Silent since the farewell was due; it may have to wait for a moment.
    private bool _isFarewellSaid;

    // Nobody needs a last resort that is about to end.
    private bool _isLeaving;

    /// <summary>Since when the patience of the Backups with a Master that drains runs out: its last advertisement with
    /// its own priority, three intervals and a skew before one that need not wait takes over; behind the farewell its
    /// farewell, a skew before anybody does. <see cref="Instant.Never"/> when it is in none of these stages.</summary>
    public Instant PatienceBegan => DrainStage switch
    {
        DrainStage.Lowered => _patienceBegan,
        DrainStage.Farewell when _isFarewellSaid => _patienceBegan,
        _ => Instant.Never,
    };

    // Between the farewell or the successor of a drain and its end a Master keeps the addresses, and that is all.
    private bool IsSilent =>
        DrainStage is DrainStage.Farewell or DrainStage.Unrelieved or DrainStage.Over || IsPastWaiting;

    // The successor, where there is one, has the addresses.
    private bool IsPastWaiting => DrainStage is DrainStage.Lingering or DrainStage.Lingered;

    private void HandleDrain(Instant now, EffectBuffer effects)
    {
        var isNew = !IsDraining;
        if (isNew && State == VrrpState.Master && _settings.HasPeers)
        {
            // Once more with its own priority: the patience of a Backup that began to listen behind the last one would
            // end later than that of the others, at a moment that nobody could tell.
            Advertise(now, effects);
        }

        IsDraining = true;
        if (isNew ? State == VrrpState.Master : DrainStage == DrainStage.LastResort)
        {
            BeginDrain(now, effects);
        }
        else if (isNew)
        {
            FollowPriority(now);
        }
    }

    private void BeginDrain(Instant now, EffectBuffer effects)
    {
        if (!_settings.HasPeers && _isLeaving)
        {
            effects.Add(new(EffectKind.SendAdvertisement, Priority: 0));
            LeaveMaster(now, TransitionReason.Drained, default, effects);
            return;
        }

        if (!_settings.HasPeers)
        {
            Stay(now, effects);
            return;
        }

        // Adver_Timer is restarted, so that the farewell at the deadline has an interval to itself.
        _drainStage = DrainStage.Lowered;
        _patienceBegan = _advertisedAt;
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
        _isLeaving = false;
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
                BeginFarewell(now, effects);
                break;
            case DrainStage.Farewell when !_isFarewellSaid:
                SayFarewell(now, effects);
                break;
            case DrainStage.Farewell:
                EndFarewell(now, default, effects);
                break;
            case DrainStage.Lingering:
                EndLinger(now, effects);
                break;
        }
    }

    // Not on the heels of an advertisement that might overtake it on the way: to a Backup without Preempt the Master
    // would be alive again.
    private void BeginFarewell(Instant now, EffectBuffer effects)
    {
        _drainStage = DrainStage.Farewell;
        _isFarewellSaid = false;
        StopAnnouncing();
        var earliest = _advertisedAt + Timing.FarewellGap(_settings.AdvertisementInterval);
        if (now < earliest)
        {
            _timers.Start(VrrpTimer.Drain, earliest);
        }
        else
        {
            SayFarewell(now, effects);
        }
    }

    // Priority 0 makes also a peer without Preempt take over, but only after its skew: until it has, the addresses
    // stay. Once, because each one starts that skew anew.
    private void SayFarewell(Instant now, EffectBuffer effects)
    {
        _isFarewellSaid = true;
        effects.Add(new(EffectKind.RenewAddresses));
        effects.Add(new(EffectKind.SendAdvertisement, Priority: 0));
        (_advertisedAt, _patienceBegan) = (now, now);
        _timers.Start(VrrpTimer.Drain, now + Timing.FarewellTime(_settings.Version, _settings.AdvertisementInterval));
    }

    private void EndFarewell(Instant now, Heard successor, EffectBuffer effects)
    {
        _heard = successor;
        var isUnrelieved = successor == default && !_isLeaving;
        if (_settings.InSyncGroup)
        {
            _timers.Stop(VrrpTimer.Drain);
            _drainStage = isUnrelieved ? DrainStage.Unrelieved : DrainStage.Over;
        }
        else if (isUnrelieved)
        {
            StayAndAnnounce(now, effects);
        }
        else
        {
            Linger(now, effects);
        }
    }

    // Addresses that nobody wants are served from here: whoever comes later beats this priority.
    private void Stay(Instant now, EffectBuffer effects)
    {
        _drainStage = DrainStage.LastResort;
        _masterInterval = _settings.AdvertisementInterval;
        UnrelievedDrains++;
        RenewAndAdvertise(now, effects);
    }

    // Somebody may have told the segment meanwhile, unheard.
    private void StayAndAnnounce(Instant now, EffectBuffer effects)
    {
        Stay(now, effects);
        Announce(now, effects);
    }

    // The successor has told the segment, and new connections are its own. A request that is under way still gets its
    // answer from here; with the addresses every connection ends. Where nobody came there is nothing to wait for.
    private void Linger(Instant now, EffectBuffer effects)
    {
        StopAnnouncing();
        if (_heard == default)
        {
            EndLinger(now, effects);
            return;
        }

        _drainStage = DrainStage.Lingering;
        _timers.Start(VrrpTimer.Drain, now + Timing.LingerTime(_settings.AdvertisementInterval));
    }

    private void EndLinger(Instant now, EffectBuffer effects)
    {
        if (_settings.InSyncGroup)
        {
            _drainStage = DrainStage.Lingered;
        }
        else
        {
            LeaveMaster(now, TransitionReason.Drained, _heard, effects);
        }
    }

    // Not answered: the successor would announce itself once more each time. When it resigns already, nobody has the
    // addresses but us. In a sync group the other members have their successors, and go.
    private void HearWhileLingering(Instant now, in VrrpInput advertisement, EffectBuffer effects)
    {
        if (advertisement.Priority == 0 && advertisement.Source == _heard.Source && !_settings.InSyncGroup)
        {
            _masterInterval = _settings.AdvertisementInterval;
            BeginDrain(now, effects);
            Announce(now, effects);
        }
    }

    // Whoever advertises behind the farewell has the addresses, whatever its rank; before it, who beats us. Another's
    // farewell is no successor.
    private void HearInFarewell(Instant now, in VrrpInput advertisement, EffectBuffer effects)
    {
        if (_drainStage is DrainStage.Farewell or DrainStage.Unrelieved && advertisement.Priority != 0
            && (_isFarewellSaid || Beats(advertisement, Priority)))
        {
            LearnInterval(advertisement.Interval);
            EndFarewell(now, new(advertisement.Source, advertisement.Priority), effects);
        }
    }

    private void HandleGroupFarewell(Instant now, EffectBuffer effects)
    {
        if (DrainStage is DrainStage.Due or DrainStage.LastResort)
        {
            BeginFarewell(now, effects);
        }
    }

    private void HandleGroupStay(Instant now, EffectBuffer effects)
    {
        if (DrainStage == DrainStage.Unrelieved && _isLeaving)
        {
            Linger(now, effects);
        }
        else if (DrainStage == DrainStage.Unrelieved)
        {
            StayAndAnnounce(now, effects);
        }
    }

    private void HandleGroupLinger(Instant now, EffectBuffer effects)
    {
        if (DrainStage == DrainStage.Beaten)
        {
            Advertise(now, effects);
        }

        if (DrainStage is DrainStage.Beaten or DrainStage.Unrelieved or DrainStage.Over)
        {
            Linger(now, effects);
        }
    }

    private void HandleGroupRelease(Instant now, EffectBuffer effects)
    {
        if (DrainStage == DrainStage.Lingered)
        {
            LeaveMaster(now, TransitionReason.Drained, _heard, effects);
        }
    }
}
