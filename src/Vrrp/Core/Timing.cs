namespace Gateway.Vrrp.Core;

/// <summary>The arithmetic of RFC 9568 section 6.1, in nanoseconds: rounding to centiseconds would make the skew of a
/// high priority zero.</summary>
public static class Timing
{
    /// <summary>However short the interval, addresses are renewed about this often: each renewal wakes every program
    /// that watches addresses.</summary>
    public static Duration RenewalPeriod { get; } = Duration.FromMilliseconds(500);

    private static Duration RoomForLateness { get; } = Duration.FromMilliseconds(750);

    private static Duration LongestDrain { get; } = Duration.FromSeconds(60);

    private static Duration LongestFarewell { get; } = Duration.FromSeconds(15);

    private static Duration LongestLinger { get; } = Duration.FromMilliseconds(50);

    /// <summary>Skew_Time = ((256 - Priority) * Active_Adver_Interval) / 256: the higher the priority, the earlier it
    /// takes over.</summary>
    public static Duration SkewTime(byte priority, Duration masterInterval) =>
        new((256 - priority) * masterInterval.Nanoseconds / 256);

    /// <summary>Active_Down_Interval = 3 * Active_Adver_Interval + Skew_Time.</summary>
    public static Duration MasterDownInterval(byte priority, Duration masterInterval) =>
        masterInterval * 3 + SkewTime(priority, masterInterval);

    /// <summary>The skew as that version has it. VRRPv2 measures it in seconds whatever the interval: RFC 3768 section
    /// 6.1, "Skew_Time = ((256 - Priority) / 256)".</summary>
    public static Duration SkewTime(VrrpVersion version, byte priority, Duration masterInterval) =>
        SkewTime(priority, version == VrrpVersion.V2 ? Duration.FromSeconds(1) : masterInterval);

    /// <summary>Active_Down_Interval as that version has it: three intervals and its skew.</summary>
    public static Duration MasterDownInterval(VrrpVersion version, byte priority, Duration masterInterval) =>
        masterInterval * 3 + SkewTime(version, priority, masterInterval);

    /// <summary>How long a Master that drains waits to be beaten: as long as the most patient Backup listens, and one
    /// interval more. At most 60 s, which is enough for intervals of 12 s.</summary>
    public static Duration DrainTime(VrrpVersion version, Duration interval) =>
        Min(MasterDownInterval(version, 1, interval) + interval, LongestDrain);

    /// <summary>How long a Master that drains keeps the addresses behind its farewell: the longest skew of a Backup,
    /// and a quarter of an interval for the takeover. At most 15 s, which is enough for the same.</summary>
    public static Duration FarewellTime(VrrpVersion version, Duration interval) =>
        Min(SkewTime(version, 1, interval) + new Duration(interval.Nanoseconds / 4), LongestFarewell);

    /// <summary>How long an answer to what we said last may still be on its way: half an interval, at most
    /// 1 s.</summary>
    public static Duration CrossingTime(Duration interval) =>
        Min(new(interval.Nanoseconds / 2), Duration.FromSeconds(1));

    /// <summary>The least time between an advertisement and the farewell behind it: a quarter of an interval, at most
    /// 500 ms.</summary>
    public static Duration FarewellGap(Duration interval) =>
        Min(new(interval.Nanoseconds / 4), Duration.FromMilliseconds(500));

    /// <summary>How long a Master that drains keeps the addresses in silence when its successor was heard, so that
    /// answers under way still leave: 50 ms, at most an interval. Shorter than the 100 ms behind which the successor
    /// announces itself again.</summary>
    public static Duration LingerTime(Duration interval) => Min(interval, LongestLinger);

    /// <summary>How long a drain takes at most, from its begin until the addresses are gone. At most 75.55 s.</summary>
    public static Duration HandoverTime(VrrpVersion version, Duration interval) =>
        DrainTime(version, interval) + FarewellGap(interval) + FarewellTime(version, interval) + LingerTime(interval);

    /// <summary>Whether the addresses are renewed with this advertisement: with each one at intervals from 500 ms, with
    /// the one nearest to <see cref="RenewalPeriod"/> at shorter ones.</summary>
    public static bool IsRenewalDue(Duration sinceRenewal, Duration interval) =>
        sinceRenewal.Nanoseconds >= RenewalPeriod.Nanoseconds - interval.Nanoseconds / 2;

    /// <summary>How late a Master may be with an advertisement before it loses the addresses to a Backup of this
    /// priority: what is left of its Active_Down_Interval when an advertisement is due.</summary>
    public static Duration Slack(VrrpVersion version, byte priority, Duration interval) =>
        MasterDownInterval(version, priority, interval) - interval;

    /// <summary>How late a Master may be before the kernel takes the addresses: what the lease has beyond the longest
    /// time between two renewals. 750 ms or more.</summary>
    public static Duration LeaseSlack(Duration interval) =>
        Duration.FromSeconds(LeaseSeconds(interval)) - new Duration(LongestGap(interval));

    /// <summary>How long the kernel keeps a virtual address that is not renewed, in whole seconds, the kernel's unit.
    /// <para>Between two renewals lies at most one interval, or <see cref="RenewalPeriod"/> and half an interval; what
    /// is over leaves room for a loop that is late. Up to 1.25 s this is 2 s. From 1 s on, with the kernel's own
    /// lateness of up to 0.61 s, the address is gone before any Backup takes over.</para></summary>
    public static int LeaseSeconds(Duration interval) =>
        (int)((LongestGap(interval) + RoomForLateness.Nanoseconds + 999_999_999) / 1_000_000_000);

    /// <summary>For how long still nobody else can have become Master, when the kernel is so many whole seconds from
    /// taking an address away: the shortest patience of any Backup, without the longest time that the address can have
    /// gone without renewal. A Master advertises no later than it renews. Zero when that time is over.</summary>
    /// <param name="version">Of the advertisements.</param>
    /// <param name="interval">Between them.</param>
    /// <param name="secondsLeft">Of the lease, as the kernel tells it: a part of a second counts as whole.</param>
    public static Duration AdoptionTime(VrrpVersion version, Duration interval, long secondsLeft)
    {
        var lease = LeaseSeconds(interval);
        var longestAge = Duration.FromSeconds(lease - secondsLeft + 1);
        var left = MasterDownInterval(version, PriorityLedger.OwnerPriority, interval) - longestAge;
        return secondsLeft <= lease && left > Duration.Zero ? left : Duration.Zero;
    }

    // Between two renewals, in nanoseconds.
    private static long LongestGap(Duration interval) =>
        Math.Max(interval.Nanoseconds, RenewalPeriod.Nanoseconds + interval.Nanoseconds / 2);

    private static Duration Min(Duration left, Duration right) => left < right ? left : right;
}
