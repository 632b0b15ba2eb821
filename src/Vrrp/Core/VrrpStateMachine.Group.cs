namespace Gateway.Vrrp.Core;

// What a member of a sync group does when the group speaks: see SyncGroup.
public sealed partial class VrrpStateMachine
{
    private bool _isReady;

    /// <summary>Whether this member of a sync group could take over: it is Backup, and can say so, and its Master is
    /// silent, has resigned or may be preempted.</summary>
    public bool IsReady => State == VrrpState.Backup && _isReady && !_isMute;

    private void TakeOverOrAsk(Instant now, EffectBuffer effects)
    {
        if (_isMute)
        {
            WaitForSource(now);
            return;
        }

        if (!_settings.InSyncGroup)
        {
            BecomeMaster(now, ReasonToTakeOver(), _heard, effects);
            return;
        }

        // keepalived: "prefer backup state to avoid thrashing".
        _isReady = true;
        _timers.Stop(VrrpTimer.Probe);
        _timers.Start(VrrpTimer.MasterDown, now + _masterInterval + Skew);
    }

    private void HandleGroupTakeOver(Instant now, EffectBuffer effects)
    {
        if (IsReady)
        {
            BecomeMaster(now, ReasonToTakeOver(), _heard, effects);
        }
    }

    // It asks nobody: that the group is here, the peers know from the others.
    private void HandleGroupJoin(Instant now, EffectBuffer effects)
    {
        if (State == VrrpState.Backup && Reason == TransitionReason.Startup)
        {
            BecomeMaster(now, TransitionReason.SyncGroup, default, effects);
        }
    }

    private void HandleGroupResign(Instant now, EffectBuffer effects)
    {
        if (State == VrrpState.Master)
        {
            Resign(effects);
            BecomeBackup(now, TransitionReason.SyncGroup, default, effects);
        }
    }
}
