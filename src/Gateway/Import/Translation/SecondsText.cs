using System.Globalization;
using Gateway.Vrrp.Core;

namespace Gateway.Import.Translation;

/// <summary>Times as keepalived writes them: seconds, with a fraction.</summary>
internal static class SecondsText
{
    private const decimal Most = 1_000_000_000;

    /// <summary>Reads <c>3</c> or <c>0.25</c>.</summary>
    public static bool TryParse(string? text, out Duration duration)
    {
        duration = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds > Most)
        {
            return false;
        }

        duration = new((long)(seconds * 1_000_000) * 1_000);
        return true;
    }

    /// <summary>The nearest whole number of steps, one at least.</summary>
    public static Duration Round(Duration duration, Duration step) =>
        step * Math.Max(1, (duration.Nanoseconds + (step.Nanoseconds / 2)) / step.Nanoseconds);

    /// <summary>As the output writes it, to the microsecond.</summary>
    public static string Write(Duration duration) => duration.Nanoseconds switch
    {
        0 => "0s",
        var n when n % 1_000_000_000 == 0 => FormattableString.Invariant($"{n / 1_000_000_000}s"),
        var n when n >= 1_000_000_000 => FormattableString.Invariant($"{n / 1e9m:0.######}s"),
        var n => FormattableString.Invariant($"{n / 1e6m:0.######}ms"),
    };
}
