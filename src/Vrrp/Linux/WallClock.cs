namespace Gateway.Vrrp.Linux;

/// <summary>The clock on the wall, CLOCK_REALTIME: for time stamps that other hosts compare with theirs. Somebody may
/// set it: nothing is timed by it.</summary>
internal static class WallClock
{
    private const int NanosecondsPerTick = 100;

    /// <summary>Nanoseconds since 1970-01-01 00:00 UTC, in steps of 100.</summary>
    public static long UnixNanoseconds => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * NanosecondsPerTick;
}
