using System.Globalization;

namespace Lab.Commands;

/// <summary>Times as arguments and tables write them.</summary>
internal static class Durations
{
    /// <summary>Reads <c>100ms</c> or <c>1s</c>; throws <see cref="FormatException"/> with a sentence.</summary>
    internal static TimeSpan Parse(string text)
    {
        (string number, double factor) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 1),
            _ when text.EndsWith('s') => (text[..^1], 1000),
            _ => ("", 0),
        };
        return double.TryParse(number, CultureInfo.InvariantCulture, out double value) && value > 0
            ? TimeSpan.FromMilliseconds(value * factor)
            : throw new FormatException($"'{text}' is not a duration such as 100ms or 1s");
    }

    /// <summary>Milliseconds below a second, seconds from there on.</summary>
    internal static string Text(TimeSpan time) => time.TotalMilliseconds switch
    {
        0 => "0",
        < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
    };
}
