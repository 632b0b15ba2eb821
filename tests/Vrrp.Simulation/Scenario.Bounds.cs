using Gateway.Vrrp.Core;

namespace Vrrp.Simulation;

// How long things may take.
internal sealed partial record Scenario
{
    /// <summary>The longest time a packet takes.</summary>
    public static Duration MaxDelay { get; } = Duration.FromMilliseconds(20);

    /// <summary>How late the kernel may take away an address whose lease is over.</summary>
    public static Duration MaxLeaseLateness { get; } = Duration.FromMilliseconds(610);

    /// <summary>How late a loop may wake for a timer.</summary>
    public static Duration MaxWakeLateness { get; } = Duration.FromMilliseconds(1);

    /// <summary>How long after its start a process may wait for the first word of its tracker.</summary>
    public static Duration MaxTrackerDelay { get; } = Duration.FromMilliseconds(200);

    /// <summary>How long a virtual router waits after the kernel refused an address, as in VirtualRouter.</summary>
    public static Duration RefusalRetry { get; } = Duration.FromSeconds(5);

    /// <summary>The period of the regular announcements: shorter than by default, because every run waits for
    /// one.</summary>
    public static Duration AnnouncementRefresh { get; } = Duration.FromSeconds(10);

    /// <summary>The longest interval.</summary>
    public Duration LongestInterval => Intervals.Max();

    /// <summary>The longest that any Backup of this scenario listens.</summary>
    public Duration LongestMasterDown => Timing.MasterDownInterval(1, LongestInterval);

    /// <summary>After that time without faults everybody has heard of everybody.</summary>
    public Duration Settling => LongestMasterDown * 2 + StartupDelay;

    /// <summary>After that time without faults there is one Master for good: the last words of the trackers, a retry
    /// after a refusal, all that delays a preemption, one whole wait of a Backup, and another where a short-lived
    /// Master in between made it start again.</summary>
    public Duration HealingTime => MaxTrackerDelay + LongestMasterDown * 2 + MaxDelay * 4
        + (Palette == FaultPalette.Refusals ? RefusalRetry : Duration.Zero)
        + PreemptDelay + RecoveryHold + StartupDelay
        + new Duration(LongestMasterDown.Nanoseconds / 100);

    /// <summary>After that time without renewal an address on that segment is gone.</summary>
    public Duration LongestLease(int segment) =>
        Duration.FromSeconds(Timing.LeaseSeconds(Intervals[segment])) + MaxLeaseLateness;
}
