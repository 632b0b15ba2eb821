namespace Gateway.Vrrp.Core;

// RFC 9568 section 6.4.2, Backup.
public sealed partial class VrrpStateMachine
{
    // An interval that is learned is at most that many of ours: one forged advertisement with 40.95 s would otherwise
    // keep us from taking over for two minutes.
    private const int LongestLearnedInterval = 10;

    // The Active_Down_Timer counts from here, so that a new priority can recompute it while it runs.
    private Instant _listeningSince;
    private bool _masterResigned;

    // A lower priority was heard since the timer was last set: at its end this is a preemption, not a silence.
    private bool _masterIsLower;
    private Heard _heard;

    // The address owner waits only for its startup delay, its sync group and an address to say so from.
    private bool _isOwnerStarting;

    // Not before all three: the end of the startup delay; of the preempt delay, which begins with the first lower
    // priority of this Backup period; and of the recovery hold.
    private Instant _quietUntil = Longago;
    private Instant _preemptDelayUntil = Instant.Never;
    private Instant _recoveryHoldUntil = Longago;

    private Duration Skew => Timing.SkewTime(_settings.Version, Priority, _masterInterval);

    /// <summary>How long a Backup waits for the next advertisement of a Master with that interval, learned as far as it
    /// is believed: that may be shorter than the interval itself.</summary>
    public Duration PatienceWith(Duration interval) =>
        Timing.MasterDownInterval(_settings.Version, Priority, Believed(interval));

    private void BecomeBackup(Instant now, TransitionReason reason, Heard peer, EffectBuffer effects)
    {
        _timers.StopAll();
        _heard = peer;
        _preemptDelayUntil = Instant.Never;
        ListenAgain(now);
        MoveTo(now, VrrpState.Backup, reason, peer, effects);
    }

    private void BackupHears(Instant now, in VrrpInput advertisement)
    {
        _needsProbe = false;
        _heard = new(advertisement.Source, advertisement.Priority);
        if (advertisement.Priority == 0)
        {
            // "If the Priority in the ADVERTISEMENT is 0, then: Set the Active_Down_Timer to Skew_Time."
            ListenAgain(now);
            _masterResigned = true;
            StartMasterDownTimer();
        }
        else if (LetsBe(advertisement.Priority))
        {
            // "Set Active_Adver_Interval to Max Advertise Interval contained in the ADVERTISEMENT; Recompute the
            // Active_Down_Interval; Reset the Active_Down_Timer to Active_Down_Interval."
            _preemptDelayUntil = Instant.Never;
            LearnInterval(advertisement.Interval);
            ListenAgain(now);
        }
        else if (IsPreemptionDelayed(now))
        {
            // As if Preempt_Mode were false: a Master that is let be is alive as long as it is heard.
            LearnInterval(advertisement.Interval);
            ListenAgain(now);
        }
        else
        {
            // "Else // Preempt was true or priority was less: Discard the ADVERTISEMENT." The timer is not touched.
            _masterIsLower = true;
        }
    }

    private bool LetsBe(byte priority) => AdvertisementOrder.LetsBe(priority, Priority, _settings.Preempt);

    private bool IsPreemptionDelayed(Instant now)
    {
        if (_preemptDelayUntil == Instant.Never)
        {
            _preemptDelayUntil = now + _settings.PreemptDelay;
        }

        return now < _preemptDelayUntil || now < _recoveryHoldUntil;
    }

    // In VRRPv2 the interval is no matter of learning: RFC 3768 section 7.1 has an advertisement with another one
    // discarded.
    private void LearnInterval(Duration interval) => _masterInterval = Believed(interval);

    private Duration Believed(Duration interval)
    {
        var longest = _settings.AdvertisementInterval * LongestLearnedInterval;
        return _settings.Version == VrrpVersion.V2 ? _settings.AdvertisementInterval
            : interval < longest ? interval
            : longest;
    }

    // The priority is another: "recompute" also while the timer runs.
    private void FollowPriority(Instant now)
    {
        if (State != VrrpState.Backup)
        {
            return;
        }

        if (_masterIsLower && LetsBe(_heard.Priority))
        {
            // We were about to preempt, and may not any more: the Master is heard as if for the first time.
            _preemptDelayUntil = Instant.Never;
            ListenAgain(now);
        }
        else if (_masterIsLower && now < _recoveryHoldUntil)
        {
            // We were about to preempt, and became better still: the hold begins anew.
            ListenAgain(now);
        }
        else if (!_timers.IsRunning(VrrpTimer.Probe))
        {
            StartMasterDownTimer();
        }
    }

    private void ListenAgain(Instant now)
    {
        // Through the startup delay it listens, too, but the interval is counted from its end: of routers that start
        // together, the skews decide.
        _listeningSince = now < _quietUntil ? _quietUntil : now;
        _masterResigned = false;
        _masterIsLower = false;
        _isOwnerStarting = false;
        _isReady = false;
        _timers.Stop(VrrpTimer.Probe);
        StartMasterDownTimer();
    }

    private void StartMasterDownTimer() => _timers.Start(
        VrrpTimer.MasterDown,
        _isOwnerStarting && Priority == PriorityLedger.OwnerPriority ? _listeningSince
            : _listeningSince + (_masterResigned ? Skew : MasterDownInterval));

    private TransitionReason ReasonToTakeOver() => (_masterResigned, _masterIsLower) switch
    {
        _ when _isOwnerStarting && Priority == PriorityLedger.OwnerPriority => TransitionReason.AddressOwner,
        // Heard behind the farewell of another: it is Master.
        (_, true) => TransitionReason.LowerPriorityPreempted,
        (true, _) => TransitionReason.MasterResigned,
        _ => TransitionReason.MasterSilent,
    };
}
