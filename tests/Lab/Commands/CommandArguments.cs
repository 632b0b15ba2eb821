using System.Globalization;

namespace Lab.Commands;

/// <summary>The options of a subcommand, each with a value. What is read is used up; <see cref="End"/> refuses the
/// rest.</summary>
internal sealed class CommandArguments
{
    private readonly Dictionary<string, string> _values = [];

    /// <summary>Splits the words; throws <see cref="FormatException"/> with a sentence.</summary>
    internal CommandArguments(string[] words)
    {
        for (int i = 0; i < words.Length; i += 2)
        {
            _values[words[i]] = i + 1 < words.Length
                ? words[i + 1]
                : throw new FormatException($"{words[i]} wants a value");
        }
    }

    /// <summary>The values of an option, which are separated by commas.</summary>
    internal T[] List<T>(string option, T[] otherwise, Func<string, T> read) =>
        _values.Remove(option, out string? text) ? [.. text.Split(',').Select(read)] : otherwise;

    /// <summary>The value of an option.</summary>
    internal T One<T>(string option, T otherwise, Func<string, T> read) =>
        _values.Remove(option, out string? text) ? read(text) : otherwise;

    /// <summary>Reads a whole number, at least 1.</summary>
    internal static int Count(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new FormatException($"'{text}' is not a whole number above 0");

    /// <summary>Reads a number of seconds above 0.</summary>
    internal static TimeSpan Seconds(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out double number) && number > 0
            ? TimeSpan.FromSeconds(number)
            : throw new FormatException($"'{text}' is not a number of seconds");

    /// <summary>Throws <see cref="FormatException"/> when an option was not read.</summary>
    internal void End()
    {
        if (_values.Count > 0)
        {
            throw new FormatException($"unknown option {_values.Keys.First()}");
        }
    }
}
