namespace Gateway.Vrrp.Core;

/// <summary>A point on the monotonic clock of this machine. The core never reads a clock: whoever calls it says when it
/// is.</summary>
/// <param name="Nanoseconds">Nanoseconds since an arbitrary start.</param>
public readonly record struct Instant(long Nanoseconds) : IComparable<Instant>
{
    /// <summary>Later than every other instant: the deadline of a timer that is not running.</summary>
    public static Instant Never => new(long.MaxValue);

    /// <inheritdoc/>
    public int CompareTo(Instant other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>The instant that much later.</summary>
    public static Instant operator +(Instant left, Duration right) => new(left.Nanoseconds + right.Nanoseconds);

    /// <summary>The time from the right instant to the left.</summary>
    public static Duration operator -(Instant left, Instant right) => new(left.Nanoseconds - right.Nanoseconds);

    /// <summary>Whether the left instant is earlier.</summary>
    public static bool operator <(Instant left, Instant right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether the left instant is later.</summary>
    public static bool operator >(Instant left, Instant right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether the left instant is earlier or the same.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether the left instant is later or the same.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Nanoseconds >= right.Nanoseconds;
}
