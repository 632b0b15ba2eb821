namespace Gateway.Vrrp.Core;

/// <summary>What one state machine is told once (RFC 9568 section 6.1).</summary>
public sealed record VrrpMachineSettings
{
    /// <summary>The effective priority to start with, 1 to 255; 255 is the address owner.</summary>
    public required byte Priority { get; init; }

    /// <summary>Advertisement_Interval: 10 ms to 40.95 s.</summary>
    public required Duration AdvertisementInterval { get; init; }

    /// <summary>Preempt_Mode.</summary>
    public bool Preempt { get; init; } = true;

    /// <summary>When to announce the addresses while Master.</summary>
    public AnnouncementSchedule Announcements { get; init; } = AnnouncementSchedule.Default;
}
