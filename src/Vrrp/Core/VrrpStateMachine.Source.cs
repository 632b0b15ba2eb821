namespace Gateway.Vrrp.Core;

// The address that advertisements come from. A Backup without one must not take over: nobody would hear of it, and two
// would serve. Its patience goes on, so that it takes over the moment the address is back.
public sealed partial class VrrpStateMachine
{
    private IpAddr _ownSource;

    // Gone for a moment. If it stays away, the shell raises a fault.
    private bool _isMute;

    private void HandleSource(IpAddr source)
    {
        _ownSource = source;
        if (!_isMute)
        {
            return;
        }

        _isMute = false;
        if (State == VrrpState.Backup && !_timers.IsRunning(VrrpTimer.Probe))
        {
            StartMasterDownTimer();
        }
    }

    private void WaitForSource(Instant now)
    {
        _timers.Stop(VrrpTimer.Probe);
        _timers.Start(VrrpTimer.MasterDown, now + MasterDownInterval);
    }
}
