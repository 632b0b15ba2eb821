using Gateway.Vrrp.Core;

namespace Vrrp.Simulation;

// How long things may take, before a reload and after it.
internal sealed partial record Scenario
{
    private static readonly Duration ProbeTime = Duration.FromMilliseconds(200);

    /// <summary>How late the kernel may take away an address whose lease is over.</summary>
    public static Duration MaxLeaseLateness { get; } = Duration.FromMilliseconds(610);

    /// <summary>How long after its start a process may wait for the first word of its tracker.</summary>
    public static Duration MaxTrackerDelay { get; } = Duration.FromMilliseconds(200);

    /// <summary>How long a virtual router waits after the kernel refused an address, as in VirtualRouter.</summary>
    public static Duration RefusalRetry { get; } = Duration.FromSeconds(5);

    /// <summary>How long the last node takes to hear of a reload.</summary>
    public static Duration MaxReloadDelay { get; } = Duration.FromSeconds(2);

    /// <summary>The period of the regular announcements: shorter than by default, because every run waits for
    /// one.</summary>
    public static Duration AnnouncementRefresh { get; } = Duration.FromSeconds(10);

    /// <summary>The longest time a packet takes: a fifth of the shortest interval, at most 20 ms. What crosses is then
    /// over within half an interval.</summary>
    public Duration MaxDelay => Min(Duration.FromMilliseconds(20), ShortestInterval.Nanoseconds / 5);

    /// <summary>How late a loop may wake for a timer: a hundredth of the shortest interval, at most 1 ms.</summary>
    public Duration MaxWakeLateness => Min(Duration.FromMilliseconds(1), ShortestInterval.Nanoseconds / 100);

    /// <summary>The shortest interval.</summary>
    public Duration ShortestInterval => Own.Min(scenario => scenario.Intervals.Min());

    /// <summary>The longest interval.</summary>
    public Duration LongestInterval => Own.Max(scenario => scenario.Intervals.Max());

    /// <summary>The longest that any Backup of this scenario listens.</summary>
    public Duration LongestMasterDown => Timing.MasterDownInterval(1, LongestInterval);

    /// <summary>After that time without faults everybody has heard of everybody.</summary>
    public Duration Settling => LongestMasterDown * 2 + StartupDelay + (Probes ? ProbeTime : Duration.Zero);

    /// <summary>After that time without faults there is one Master for good: the last words of the trackers, a retry
    /// after a refusal, all that delays a preemption, one whole wait of a Backup, and another where a short-lived
    /// Master in between made it start again.</summary>
    public Duration HealingTime => MaxTrackerDelay + LongestMasterDown * 2 + MaxDelay * 4
        + (Palette == FaultPalette.Refusals ? RefusalRetry : Duration.Zero)
        + Own.Max(scenario => scenario.PreemptDelay) + Own.Max(scenario => scenario.RecoveryHold) + StartupDelay
        + (Probes ? ProbeTime : Duration.Zero)
        + new Duration(LongestMasterDown.Nanoseconds / 100);

    private IEnumerable<Scenario> Own => Alternative is null ? [this] : [this, Alternative];

    /// <summary>After that time without renewal an address on that segment is gone.</summary>
    public Duration LongestLease(int segment) =>
        Duration.FromSeconds(Own.Max(scenario => Timing.LeaseSeconds(scenario.Intervals[segment]))) + MaxLeaseLateness;

    private static Duration Min(Duration longest, long nanoseconds) =>
        longest.Nanoseconds < nanoseconds ? longest : new(nanoseconds);
}
