namespace Gateway.Vrrp.Core;

/// <summary>What one state machine goes by until it is told otherwise (RFC 9568 section 6.1):
/// <see cref="VrrpStateMachine.Retune"/>.</summary>
public sealed record VrrpMachineSettings
{
    /// <summary>The effective priority to begin with, 1 to 255; 255 is the address owner.</summary>
    public required byte Priority { get; init; }

    /// <summary>Advertisement_Interval: 10 ms to 40.95 s.</summary>
    public required Duration AdvertisementInterval { get; init; }

    /// <summary>Preempt_Mode.</summary>
    public bool Preempt { get; init; } = true;

    /// <summary>The version, which decides about the skew and the learned interval.</summary>
    public VrrpVersion Version { get; init; } = VrrpVersion.V3;

    /// <summary>How long a lower priority must have been heard before it is preempted.</summary>
    public Duration PreemptDelay { get; init; }

    /// <summary>How long this router must have been well again before it preempts.</summary>
    public Duration RecoveryHold { get; init; }

    /// <summary>How long after Startup it neither advertises nor takes over.</summary>
    public Duration StartupDelay { get; init; }

    /// <summary>Whether any other router could take over. True by default. Without one a drain has nobody to wait for:
    /// it removes the addresses at once.</summary>
    public bool HasPeers { get; init; } = true;

    /// <summary>Whether a <see cref="SyncGroup"/> decides with it who is Master. False by default.</summary>
    public bool InSyncGroup { get; init; }

    /// <summary>Whether a Backup that never heard a Master asks the segment for the addresses before it takes over,
    /// which costs 200 ms once. True by default. The address owner never asks.</summary>
    public bool ProbeBeforeFirstTakeover { get; init; } = true;

    /// <summary>When to announce the addresses while Master.</summary>
    public AnnouncementSchedule Announcements { get; init; } = AnnouncementSchedule.Default;
}
