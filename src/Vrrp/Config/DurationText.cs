using System.Globalization;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <summary>Durations as the file writes them: <c>500ms</c>, <c>2s</c>, <c>5m</c>, <c>1h</c>, or
/// <c>00:00:02</c>.</summary>
/// <remarks>Gateway.Plugins has its own, since neither library may refer to the other; the units are the same in
/// both.</remarks>
public static class DurationText
{
    /// <summary>The words for an error message.</summary>
    public const string Expected = "a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\"";

    private static readonly (string Suffix, long Nanoseconds)[] Units =
    [
        // "ms" BEFORE "s" and "m": the longest suffix wins.
        ("ms", 1_000_000), ("us", 1_000), ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ];

    /// <summary>Reads a duration of zero or more.</summary>
    /// <returns>False when the text is none, negative, or longer than a year.</returns>
    public static bool TryParse(string? text, out Duration duration)
    {
        duration = default;
        if (text is null)
        {
            return false;
        }

        foreach (var (suffix, nanoseconds) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal))
            {
                return TryScale(text.AsSpan(0, text.Length - suffix.Length), nanoseconds, out duration);
            }
        }

        if (!text.Contains(':', StringComparison.Ordinal)
            || !TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span)
            || span < TimeSpan.Zero || span > TimeSpan.FromDays(366))
        {
            return false;
        }

        duration = Duration.FromTimeSpan(span);
        return true;
    }

    private static bool TryScale(ReadOnlySpan<char> number, long nanoseconds, out Duration duration)
    {
        duration = default;
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value > 366m * 86_400_000_000)
        {
            return false;
        }

        var scaled = value * nanoseconds;
        duration = new((long)Math.Min(scaled, long.MaxValue));
        return scaled <= 366m * 86_400 * 1_000_000_000;
    }
}
