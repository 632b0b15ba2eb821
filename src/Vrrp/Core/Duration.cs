namespace Gateway.Vrrp.Core;

/// <summary>A length of time in whole nanoseconds. VRRP needs more than the 100 ns of a <see cref="TimeSpan"/>: the
/// skew of priority 254 at 10 ms is 78,125 ns.</summary>
/// <param name="Nanoseconds">The length; negative when a point in time lies before another.</param>
public readonly record struct Duration(long Nanoseconds) : IComparable<Duration>
{
    /// <summary>No time at all.</summary>
    public static Duration Zero => default;

    /// <summary>The length in milliseconds, with fraction: for display.</summary>
    public double Milliseconds => Nanoseconds / 1e6;

    /// <summary>A length of whole milliseconds.</summary>
    public static Duration FromMilliseconds(long milliseconds) => new(milliseconds * 1_000_000);

    /// <summary>A length of whole seconds.</summary>
    public static Duration FromSeconds(long seconds) => new(seconds * 1_000_000_000);

    /// <summary>The same length as a <see cref="TimeSpan"/> of 100 ns steps.</summary>
    public static Duration FromTimeSpan(TimeSpan span) => new(span.Ticks * 100);

    /// <summary>The same length, cut to steps of 100 ns.</summary>
    public TimeSpan ToTimeSpan() => new(Nanoseconds / 100);

    /// <inheritdoc/>
    public int CompareTo(Duration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>The sum of two lengths.</summary>
    public static Duration operator +(Duration left, Duration right) => new(left.Nanoseconds + right.Nanoseconds);

    /// <summary>The difference of two lengths.</summary>
    public static Duration operator -(Duration left, Duration right) => new(left.Nanoseconds - right.Nanoseconds);

    /// <summary>A length repeated.</summary>
    public static Duration operator *(Duration left, long factor) => new(left.Nanoseconds * factor);

    /// <summary>Whether the left length is shorter.</summary>
    public static bool operator <(Duration left, Duration right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether the left length is longer.</summary>
    public static bool operator >(Duration left, Duration right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether the left length is shorter or the same.</summary>
    public static bool operator <=(Duration left, Duration right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether the left length is longer or the same.</summary>
    public static bool operator >=(Duration left, Duration right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>The length as an operator reads it: <c>2s</c>, <c>3.609s</c>, <c>500ms</c> or
    /// <c>78.125us</c>.</summary>
    public override string ToString() => Nanoseconds switch
    {
        0 => "0s",
        var n when Math.Abs(n) >= 1_000_000_000 => FormattableString.Invariant($"{n / 1e9:0.###}s"),
        var n when Math.Abs(n) >= 1_000_000 => FormattableString.Invariant($"{n / 1e6:0.###}ms"),
        var n => FormattableString.Invariant($"{n / 1e3:0.###}us"),
    };
}
