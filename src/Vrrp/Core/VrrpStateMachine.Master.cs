namespace Gateway.Vrrp.Core;

// RFC 9568 section 6.4.3, Active.
public sealed partial class VrrpStateMachine
{
    // Or kept silent as the farewell of a drain demands.
    private Instant _advertisedAt;

    // The highest priority that was advertised lately. Until then a rival may not know of a lower one: it may be about
    // to yield to this one, and what it says may cross ours. If both yielded, nobody would be left.
    private byte _assertedPriority;
    private Instant _assertedUntil = Longago;
    private Instant _announcedSince;
    private int _nextAnnouncement;
    private bool _isRefreshing;

    private void BecomeMaster(Instant now, TransitionReason reason, Heard peer, EffectBuffer effects)
    {
        _timers.StopAll();
        _masterInterval = _settings.AdvertisementInterval;
        _hurriesLeft = 0;
        // The last resort: it goes as soon as anybody beats it, and sets nobody a deadline.
        _drainStage = IsDraining ? DrainStage.LastResort : DrainStage.None;
        effects.Add(new(EffectKind.AddAddresses));
        Advertise(now, effects);
        Announce(now, effects);
        MoveTo(now, VrrpState.Master, reason, peer, effects);

        _timers.Start(VrrpTimer.Advertisement, now + _settings.AdvertisementInterval);
    }

    // By the shortest patience that any Backup has, not by ours: without Preempt, or after our priority fell, a Backup
    // with a higher priority waits a shorter time. Later than that, one of them may own the addresses.
    private bool WokeTooLate(Instant now) =>
        now - _advertisedAt > Timing.MasterDownInterval(
            _settings.Version, PriorityLedger.OwnerPriority, _settings.AdvertisementInterval);

    private void LeaveMaster(Instant now, TransitionReason reason, Heard peer, EffectBuffer effects)
    {
        effects.Add(new(EffectKind.RemoveAddresses));
        BecomeBackup(now, reason, peer, effects);
    }

    // The peers need not wait for our silence; and a farewell is said once, and not behind a successor.
    private void Resign(EffectBuffer effects)
    {
        if (!IsPastWaiting && (!IsSilent || !_isFarewellSaid))
        {
            effects.Add(new(EffectKind.SendAdvertisement, Priority: 0));
        }

        effects.Add(new(EffectKind.RemoveAddresses));
    }

    private void MasterHears(Instant now, in VrrpInput advertisement, EffectBuffer effects)
    {
        if (IsPastWaiting)
        {
            HearWhileLingering(now, advertisement, effects);
        }
        else if (IsSilent)
        {
            HearInFarewell(now, advertisement, effects);
        }
        else if (advertisement.Priority == 0)
        {
            // "Send an ADVERTISEMENT; Reset the Adver_Timer to Advertisement_Interval."
            // Renewed as when the timer fires, because these packets can keep it from firing.
            RenewAndAdvertise(now, effects);
            HearRivalResign(now);
        }
        else if (Beats(advertisement, Priority) && now < _assertedUntil && !Beats(advertisement, _assertedPriority))
        {
            // Not answered either: the rival may be answering us.
        }
        else if (Beats(advertisement, Priority))
        {
            // "Cancel Adver_Timer; Set Active_Adver_Interval to Max Advertise Interval contained in the ADVERTISEMENT;
            // Recompute ...; Set Active_Down_Timer to Active_Down_Interval; Transition to the {Backup} state."
            LearnInterval(advertisement.Interval);
            Yield(now, new(advertisement.Source, advertisement.Priority), effects);
        }
        else
        {
            // "Discard the ADVERTISEMENT; Send an ADVERTISEMENT immediately to assert the {Active} state." The timer is
            // not reset.
            Advertise(now, effects);
            HearRival(now, advertisement, effects);
        }
    }

    private bool Beats(in VrrpInput advertisement, byte priority) =>
        AdvertisementOrder.Beats(advertisement.Priority, advertisement.Source, priority, _ownSource);

    private void Yield(Instant now, Heard winner, EffectBuffer effects)
    {
        if (IsDraining && _settings.InSyncGroup)
        {
            _heard = winner;
            _drainStage = DrainStage.Beaten;
            return;
        }

        // Once more, which the RFC does not forbid: the winner may not have heard us yet, and must learn that somebody
        // else told the segment where the addresses live.
        Advertise(now, effects);
        if (IsDraining)
        {
            _heard = winner;
            Linger(now, effects);
            return;
        }

        var reason = winner.Priority > Priority ? TransitionReason.HigherPriorityHeard
            : TransitionReason.HigherAddressHeard;
        LeaveMaster(now, reason, winner, effects);
    }

    private void AdvertiseOnTime(Instant now, EffectBuffer effects)
    {
        // From the deadline, not from now: small lateness does not add up. A deadline that was missed whole is not made
        // up for.
        _hurriesLeft -= _hurriesLeft > 0 ? 1 : 0;
        var next = _timers.Deadline(VrrpTimer.Advertisement) + AdvertisementPause;
        _timers.Start(VrrpTimer.Advertisement, next > now ? next : now + AdvertisementPause);

        // BEFORE the advertisement and never on a timer of its own: who stops advertising stops renewing.
        effects.Add(new(EffectKind.RenewAddresses));
        if (IsSilent)
        {
            _advertisedAt = now;
        }
        else
        {
            Advertise(now, effects);
        }
    }

    private void RenewAndAdvertise(Instant now, EffectBuffer effects)
    {
        effects.Add(new(EffectKind.RenewAddresses));
        Advertise(now, effects);
        _timers.Start(VrrpTimer.Advertisement, now + AdvertisementPause);
    }

    private void Advertise(Instant now, EffectBuffer effects)
    {
        effects.Add(new(EffectKind.SendAdvertisement, Priority));
        _advertisedAt = now;
        if (now >= _assertedUntil || Priority >= _assertedPriority)
        {
            _assertedPriority = Priority;
            _assertedUntil = now + Timing.CrossingTime(_settings.AdvertisementInterval);
        }
    }

    // At once, and then as the schedule has it.
    private void Announce(Instant now, EffectBuffer effects)
    {
        AnnounceOnce(now, effects);
        _announcedSince = now;
        _nextAnnouncement = 0;
        StartAnnouncementTimer(now);
    }

    private void AnnounceAgain(Instant now, EffectBuffer effects)
    {
        var schedule = _settings.Announcements;
        effects.Add(new(EffectKind.Announce, Count: _isRefreshing ? schedule.RefreshRepeat : schedule.Repeat));
        StartAnnouncementTimer(now);
    }

    private void StartAnnouncementTimer(Instant now)
    {
        var schedule = _settings.Announcements;
        _isRefreshing = false;
        while (_nextAnnouncement < schedule.Offsets.Length)
        {
            var deadline = _announcedSince + schedule.Offsets[_nextAnnouncement++];
            if (deadline > now)
            {
                _timers.Start(VrrpTimer.Announcement, deadline);
                return;
            }
        }

        _isRefreshing = true;
        _timers.Start(
            VrrpTimer.Announcement, schedule.Refresh > Duration.Zero ? now + schedule.Refresh : Instant.Never);
    }

    // Somebody removed a virtual address from under us (a network manager, an operator). It is ours: put it back, tell
    // the segment, stay Master. Leaving would move the address for nothing.
    private void RestoreAddresses(EffectBuffer effects)
    {
        effects.Add(new(EffectKind.AddAddresses));
        if (!IsSilent)
        {
            effects.Add(new(EffectKind.Announce, Count: _settings.Announcements.Repeat));
        }

        effects.Add(new(EffectKind.ReportAddressesRestored));
    }
}
