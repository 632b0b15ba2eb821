namespace Gateway.Vrrp.Core;

// Somebody else says, too, that the addresses are his. Clients follow whoever spoke last, so a Master contradicts: at
// once, and again when the other one has gone; in between at pauses that double, for switches are not to be flooded by
// a split brain that nobody mends.
public sealed partial class VrrpStateMachine
{
    private static readonly Duration ClaimPatience = Duration.FromMilliseconds(100);

    // RFC 5227 section 2.4 has an address defended at most once in DEFEND_INTERVAL.
    private static readonly Duration DefendInterval = Duration.FromSeconds(10);

    // The Master with the lower priority of this contest, and when it was heard last.
    private IpAddr _rival;
    private Instant _rivalHeardAt;
    private Duration _rivalPause;
    private Instant _announcedAt;

    private Instant _claimAnsweredAt = Longago;
    private Duration _claimPause;

    private Duration FirstPause => _settings.Announcements.ContestPause;

    private void AnnounceOnce(Instant now, EffectBuffer effects)
    {
        effects.Add(new(EffectKind.Announce, Count: _settings.Announcements.Repeat));
        _announcedAt = now;
    }

    private void StopAnnouncing()
    {
        _timers.Stop(VrrpTimer.Announcement);
        _timers.Stop(VrrpTimer.Contest);
    }

    // The sender is Master, too, and has told the segment so.
    private void HearRival(Instant now, in VrrpInput advertisement, EffectBuffer effects)
    {
        if (FirstPause == Duration.Zero)
        {
            return;
        }

        var interval = Believed(advertisement.Interval);
        var isNew = !_timers.IsRunning(VrrpTimer.Contest);
        var isOutOfTurn = IsOutOfTurn(now, isNew, advertisement.Source, interval);
        _rivalPause = isNew || isOutOfTurn ? FirstPause : _rivalPause;
        // Two of its intervals, for one advertisement may be lost, and some room.
        _timers.Start(VrrpTimer.Contest, now + Longest(new(interval.Nanoseconds * 5 / 2), FirstPause));
        if (now - _announcedAt < _rivalPause)
        {
            return;
        }

        if (isNew)
        {
            Announce(now, effects);
        }
        else
        {
            AnnounceOnce(now, effects);
            _rivalPause = Longer(_rivalPause);
        }
    }

    // Not an interval behind the one before: provoked by ours, so the sender has heard us, and these are its last
    // words. Of several rivals the first one counts.
    private bool IsOutOfTurn(Instant now, bool isNew, IpAddr rival, Duration interval)
    {
        if (!isNew && rival != _rival)
        {
            return false;
        }

        var pause = now - _rivalHeardAt;
        (_rival, _rivalHeardAt) = (rival, now);
        return pause.Nanoseconds < interval.Nanoseconds / 8 * 7;
    }

    // As soon as another announcement may be.
    private void HearRivalResign(Instant now)
    {
        if (_timers.IsRunning(VrrpTimer.Contest))
        {
            var earliest = _announcedAt + FirstPause;
            _timers.Start(VrrpTimer.Contest, now < earliest ? earliest : now);
        }
    }

    // The rival is silent. What it told the segment last, a schedule that was still running contradicts.
    private void EndContest(Instant now, EffectBuffer effects)
    {
        _timers.Stop(VrrpTimer.Contest);
        if (_isRefreshing)
        {
            Announce(now, effects);
        }
    }

    // Not at once: a successor may tell the segment first and advertise behind that. An answer in between would take
    // back what it told, and it may not tell it again: to its clients the address would be dead for seconds. But each
    // claim is answered, at the latest behind the pause.
    private void AnswerClaim(Instant now)
    {
        if (FirstPause == Duration.Zero || now < _claimAnsweredAt)
        {
            return;
        }

        var pauseEnd = _claimAnsweredAt + _claimPause;
        _claimPause = now < pauseEnd + _claimPause ? Longer(_claimPause) : FirstPause;
        _claimAnsweredAt = now + ClaimPatience < pauseEnd ? pauseEnd : now + ClaimPatience;
        if (_claimAnsweredAt < _timers.Deadline(VrrpTimer.Announcement))
        {
            _timers.Start(VrrpTimer.Announcement, _claimAnsweredAt);
        }
    }

    private Duration Longer(Duration pause)
    {
        var longest = Longest(FirstPause, DefendInterval);
        return pause * 2 < longest ? pause * 2 : longest;
    }

    private static Duration Longest(Duration one, Duration other) => one > other ? one : other;
}
