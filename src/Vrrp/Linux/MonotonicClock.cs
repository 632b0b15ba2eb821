using System.Diagnostics;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Linux;

/// <summary>The clock of the engine: CLOCK_MONOTONIC, which nobody sets and which stands still while the machine
/// sleeps.</summary>
internal static class MonotonicClock
{
    // 1 on Linux, where a stopwatch counts nanoseconds; folded by the compiler.
    private static readonly long NanosecondsPerTick = 1_000_000_000 / Stopwatch.Frequency;

    /// <summary>The present, a few tens of nanoseconds old.</summary>
    public static Instant Now => new(Stopwatch.GetTimestamp() * NanosecondsPerTick);
}
