namespace Gateway.Vrrp.Core;

// RFC 9568 section 6.4.2, Backup.
public sealed partial class VrrpStateMachine
{
    // The Active_Down_Timer counts from here, so that a new priority can recompute it while it runs.
    private Instant _listeningSince;
    private bool _masterResigned;

    // A lower priority was heard since the timer was last set: at its end this is a preemption, not a silence.
    private bool _masterIsLower;
    private Heard _heard;

    private void BecomeBackup(Instant now, TransitionReason reason, Heard peer, EffectBuffer effects)
    {
        _timers.StopAll();
        _heard = peer;
        ListenAgain(now);
        MoveTo(now, VrrpState.Backup, reason, peer, effects);
    }

    private void BackupHears(Instant now, in VrrpInput advertisement)
    {
        if (advertisement.Priority == 0)
        {
            // "If the Priority in the ADVERTISEMENT is 0, then: Set the Active_Down_Timer to Skew_Time."
            ListenAgain(now);
            _masterResigned = true;
            _heard = new(advertisement.Source, advertisement.Priority);
            StartMasterDownTimer();
        }
        else if (!_settings.Preempt || advertisement.Priority >= Priority)
        {
            // "Set Active_Adver_Interval to Max Advertise Interval contained in the ADVERTISEMENT; Recompute the
            // Active_Down_Interval; Reset the Active_Down_Timer to Active_Down_Interval."
            _masterInterval = advertisement.Interval;
            _heard = new(advertisement.Source, advertisement.Priority);
            ListenAgain(now);
        }
        else
        {
            // "Else // Preempt was true or priority was less: Discard the ADVERTISEMENT." The timer is not touched.
            _masterIsLower = true;
            _heard = new(advertisement.Source, advertisement.Priority);
        }
    }

    private void ListenAgain(Instant now)
    {
        _listeningSince = now;
        _masterResigned = false;
        _masterIsLower = false;
        StartMasterDownTimer();
    }

    private void StartMasterDownTimer() => _timers.Start(
        VrrpTimer.MasterDown,
        _listeningSince + (_masterResigned ? Timing.SkewTime(Priority, _masterInterval) : MasterDownInterval));

    private TransitionReason ReasonToTakeOver() => (_masterResigned, _masterIsLower) switch
    {
        (true, _) => TransitionReason.MasterResigned,
        (_, true) => TransitionReason.LowerPriorityPreempted,
        _ => TransitionReason.MasterSilent,
    };
}
