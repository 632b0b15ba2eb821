using System.Globalization;
using Lab.Subjects;

namespace Lab.Commands;

/// <summary>What the benchmark is asked for.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>Faults of each kind for each program.</summary>
    internal int Trials { get; private init; } = 10;

    /// <summary>Times between advertisements to measure with.</summary>
    internal TimeSpan[] Intervals { get; private init; } = [TimeSpan.FromMilliseconds(100)];

    /// <summary>How long two owners are watched before they are called unbounded.</summary>
    internal TimeSpan Observation { get; private init; } = TimeSpan.FromSeconds(10);

    /// <summary>The programs to measure, in the order of the columns.</summary>
    internal SubjectKind[] Subjects { get; private init; } = [SubjectKind.Gateway, SubjectKind.Keepalived];

    /// <summary>Reads the arguments; throws <see cref="FormatException"/> with a sentence.</summary>
    internal static BenchmarkOptions Parse(string[] arguments)
    {
        var options = new BenchmarkOptions();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length
                ? arguments[i + 1]
                : throw new FormatException($"{arguments[i]} wants a value");
            options = arguments[i] switch
            {
                "--trials" => options with { Trials = int.Parse(value, CultureInfo.InvariantCulture) },
                "--interval" => options with { Intervals = [.. value.Split(',').Select(Duration)] },
                "--observe" => options with
                {
                    Observation = TimeSpan.FromSeconds(double.Parse(value, CultureInfo.InvariantCulture)),
                },
                "--only" => options with { Subjects = [Enum.Parse<SubjectKind>(value, ignoreCase: true)] },
                _ => throw new FormatException($"unknown option {arguments[i]}"),
            };
        }

        return options;
    }

    private static TimeSpan Duration(string text) => text switch
    {
        _ when text.EndsWith("ms", StringComparison.Ordinal) =>
            TimeSpan.FromMilliseconds(double.Parse(text.AsSpan(0, text.Length - 2), CultureInfo.InvariantCulture)),
        _ when text.EndsWith('s') =>
            TimeSpan.FromSeconds(double.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture)),
        _ => throw new FormatException($"'{text}' is not a duration such as 100ms or 1s"),
    };
}
