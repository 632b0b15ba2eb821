using System.Globalization;

namespace Gateway.Plugins.Settings;

/// <summary>Durations as the host's own file writes them: <c>500ms</c>, <c>2s</c>, <c>5m</c>, <c>1h</c>, or
/// <c>00:00:02</c>.</summary>
/// <remarks>Gateway.Vrrp has its own, since neither library may refer to the other; the units are the same in
/// both.</remarks>
internal static class DurationText
{
    /// <summary>The words for an error message.</summary>
    public const string Expected = "a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\"";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private static readonly (string Suffix, long Ticks)[] Units =
    [
        // "ms" BEFORE "s" and "m": the longest suffix wins.
        ("ms", TimeSpan.TicksPerMillisecond), ("us", TimeSpan.TicksPerMicrosecond), ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Reads a duration of zero or more.</summary>
    /// <returns>False when the text is none, negative, or longer than a year.</returns>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        foreach (var (suffix, ticks) in Units)
        {
            if (text is not null && text.EndsWith(suffix, StringComparison.Ordinal))
            {
                return TryScale(text.AsSpan(0, text.Length - suffix.Length), ticks, out duration);
            }
        }

        // A bare number would be days to TimeSpan; nobody means that.
        return text is not null && text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration)
            && duration >= TimeSpan.Zero && duration <= Longest;
    }

    private static bool TryScale(ReadOnlySpan<char> number, long ticks, out TimeSpan duration)
    {
        duration = default;
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value > Longest.Ticks / ticks)
        {
            return false;
        }

        duration = new TimeSpan((long)(value * ticks));
        return true;
    }
}
