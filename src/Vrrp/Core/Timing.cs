namespace Gateway.Vrrp.Core;

/// <summary>The arithmetic of RFC 9568 section 6.1, in nanoseconds: rounding to centiseconds would make the skew of a
/// high priority zero.</summary>
public static class Timing
{
    /// <summary>However short the interval, addresses are renewed about this often: each renewal wakes every program
    /// that watches addresses.</summary>
    public static Duration RenewalPeriod { get; } = Duration.FromMilliseconds(500);

    private static Duration RoomForLateness { get; } = Duration.FromMilliseconds(750);

    /// <summary>Skew_Time = ((256 - Priority) * Active_Adver_Interval) / 256: the higher the priority, the earlier it
    /// takes over.</summary>
    public static Duration SkewTime(byte priority, Duration masterInterval) =>
        new((256 - priority) * masterInterval.Nanoseconds / 256);

    /// <summary>Active_Down_Interval = 3 * Active_Adver_Interval + Skew_Time.</summary>
    public static Duration MasterDownInterval(byte priority, Duration masterInterval) =>
        masterInterval * 3 + SkewTime(priority, masterInterval);

    /// <summary>Whether the addresses are renewed with this advertisement: with each one at intervals from 500 ms, with
    /// the one nearest to <see cref="RenewalPeriod"/> at shorter ones.</summary>
    public static bool IsRenewalDue(Duration sinceRenewal, Duration interval) =>
        sinceRenewal.Nanoseconds >= RenewalPeriod.Nanoseconds - interval.Nanoseconds / 2;

    /// <summary>How long the kernel keeps a virtual address that is not renewed, in whole seconds, the kernel's unit.
    /// <para>Between two renewals lies at most one interval, or <see cref="RenewalPeriod"/> and half an interval; what
    /// is over leaves room for a loop that is late. Up to 1.25 s this is 2 s. From 1 s on, with the kernel's own
    /// lateness of up to 0.61 s, the address is gone before any Backup takes over.</para></summary>
    public static int LeaseSeconds(Duration interval)
    {
        var longestGap = Math.Max(interval.Nanoseconds, RenewalPeriod.Nanoseconds + interval.Nanoseconds / 2);
        return (int)((longestGap + RoomForLateness.Nanoseconds + 999_999_999) / 1_000_000_000);
    }
}
