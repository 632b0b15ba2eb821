using Gateway.Vrrp.Core;

namespace Gateway.Admin;

/// <summary>The engine's monotonic clock beside the clock on the wall.</summary>
/// <param name="time">Both clocks: the engine's counts as its time stamps do.</param>
internal sealed class EngineTime(TimeProvider time)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The present on the engine's clock.</summary>
    public Instant Now => new((long)((Int128)time.GetTimestamp() * NanosecondsPerSecond / time.TimestampFrequency));

    /// <summary>The time on the wall at an instant of the engine's.</summary>
    public DateTimeOffset Of(Instant instant) => time.GetUtcNow() - (Now - instant).ToTimeSpan();
}
