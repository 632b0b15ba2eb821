namespace Gateway.Vrrp.Core;

// RFC 9568 section 6.4.3, Active.
public sealed partial class VrrpStateMachine
{
    // A contested Master announces again at most this often: in a split brain that lasts, switches are not flooded.
    private static readonly Duration ContestPause = Duration.FromSeconds(1);

    private Instant _advertisedAt;
    private Instant _announcedSince;
    private int _nextAnnouncement;

    private void BecomeMaster(Instant now, TransitionReason reason, Heard peer, EffectBuffer effects)
    {
        _timers.StopAll();
        _masterInterval = _settings.AdvertisementInterval;
        effects.Add(new(EffectKind.AddAddresses));
        Advertise(now, effects);
        effects.Add(new(EffectKind.Announce));
        MoveTo(now, VrrpState.Master, reason, peer, effects);

        _timers.Start(VrrpTimer.Advertisement, now + _settings.AdvertisementInterval);
        _announcedSince = now;
        _nextAnnouncement = 0;
        StartAnnouncementTimer(now);
    }

    // By the shortest patience that any Backup has, not by ours: without Preempt, or after our priority fell, a Backup
    // with a higher priority waits a shorter time. Later than that, one of them may own the addresses.
    private bool WokeTooLate(Instant now) =>
        now - _advertisedAt > Timing.MasterDownInterval(PriorityLedger.OwnerPriority, _settings.AdvertisementInterval);

    private void LeaveMaster(Instant now, TransitionReason reason, Heard peer, EffectBuffer effects)
    {
        effects.Add(new(EffectKind.RemoveAddresses));
        BecomeBackup(now, reason, peer, effects);
    }

    private void MasterHears(Instant now, in VrrpInput advertisement, EffectBuffer effects)
    {
        if (advertisement.Priority == 0)
        {
            // "Send an ADVERTISEMENT; Reset the Adver_Timer to Advertisement_Interval."
            // Renewed as when the timer fires, because these packets can keep it from firing.
            effects.Add(new(EffectKind.RenewAddresses));
            Advertise(now, effects);
            _timers.Start(VrrpTimer.Advertisement, now + _settings.AdvertisementInterval);
        }
        else if (AdvertisementOrder.Beats(advertisement.Priority, advertisement.Source, Priority, _ownSource))
        {
            // "Cancel Adver_Timer; Set Active_Adver_Interval to Max Advertise Interval contained in the ADVERTISEMENT;
            // Recompute ...; Set Active_Down_Timer to Active_Down_Interval; Transition to the {Backup} state."
            var reason = advertisement.Priority > Priority
                ? TransitionReason.HigherPriorityHeard
                : TransitionReason.HigherAddressHeard;
            _masterInterval = advertisement.Interval;
            // Once more, which the RFC does not forbid: the winner may not have heard us yet, and must learn that
            // somebody else told the segment where the addresses live.
            Advertise(now, effects);
            LeaveMaster(now, reason, new(advertisement.Source, advertisement.Priority), effects);
        }
        else
        {
            // "Discard the ADVERTISEMENT; Send an ADVERTISEMENT immediately to assert the {Active} state." The timer is
            // not reset.
            Advertise(now, effects);
            ContestAnnouncements(now);
        }
    }

    // The sender is Master, too, and has told the segment so: when it has heard us and gone, the segment must hear of
    // us again.
    private void ContestAnnouncements(Instant now)
    {
        if (now - _announcedSince >= ContestPause)
        {
            _announcedSince = now;
            _nextAnnouncement = 0;
            StartAnnouncementTimer(now);
        }
    }

    private void AdvertiseOnTime(Instant now, EffectBuffer effects)
    {
        // From the deadline, not from now: small lateness does not add up. A deadline that was missed whole is not made
        // up for.
        var next = _timers.Deadline(VrrpTimer.Advertisement) + _settings.AdvertisementInterval;
        _timers.Start(VrrpTimer.Advertisement, next > now ? next : now + _settings.AdvertisementInterval);

        // BEFORE the advertisement and never on a timer of its own: who stops advertising stops renewing.
        effects.Add(new(EffectKind.RenewAddresses));
        Advertise(now, effects);
    }

    private void Advertise(Instant now, EffectBuffer effects)
    {
        effects.Add(new(EffectKind.SendAdvertisement, Priority));
        _advertisedAt = now;
    }

    private void AnnounceAgain(Instant now, EffectBuffer effects)
    {
        effects.Add(new(EffectKind.Announce));
        StartAnnouncementTimer(now);
    }

    private void StartAnnouncementTimer(Instant now)
    {
        var schedule = _settings.Announcements;
        while (_nextAnnouncement < schedule.Offsets.Length)
        {
            var deadline = _announcedSince + schedule.Offsets[_nextAnnouncement++];
            if (deadline > now)
            {
                _timers.Start(VrrpTimer.Announcement, deadline);
                return;
            }
        }

        _timers.Start(
            VrrpTimer.Announcement, schedule.Refresh > Duration.Zero ? now + schedule.Refresh : Instant.Never);
    }

    // Somebody removed a virtual address from under us (a network manager, an operator). It is ours: put it back, tell
    // the segment, stay Master. Leaving would move the address for nothing.
    private static void RestoreAddresses(EffectBuffer effects)
    {
        effects.Add(new(EffectKind.AddAddresses));
        effects.Add(new(EffectKind.Announce));
        effects.Add(new(EffectKind.ReportAddressesRestored));
    }
}
