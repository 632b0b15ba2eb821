namespace Gateway.Vrrp.Core;

/// <summary>What is true of a virtual router between two inputs. Checked in Release too: a broken invariant puts the
/// instance into Fault, where its addresses are off and the peers take over.</summary>
internal static class Invariant
{
    /// <summary>Whether state, timers and faults fit together.</summary>
    public static bool Holds(VrrpState state, TimerTable timers, FaultSet faults) => state switch
    {
        VrrpState.Initialize => timers.Next == Instant.Never,
        VrrpState.Fault => timers.Next == Instant.Never && !faults.IsEmpty,
        VrrpState.Backup => faults.IsEmpty
            && timers.IsRunning(VrrpTimer.MasterDown) != timers.IsRunning(VrrpTimer.Probe)
            && !timers.IsRunning(VrrpTimer.Advertisement)
            && !timers.IsRunning(VrrpTimer.Announcement)
            && !timers.IsRunning(VrrpTimer.Drain)
            && !timers.IsRunning(VrrpTimer.Contest),
        VrrpState.Master => faults.IsEmpty
            && !timers.IsRunning(VrrpTimer.MasterDown)
            && !timers.IsRunning(VrrpTimer.Probe)
            && timers.IsRunning(VrrpTimer.Advertisement),
        _ => false,
    };
}
