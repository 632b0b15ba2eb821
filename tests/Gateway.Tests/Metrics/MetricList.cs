using System.Reflection;
using System.Text.RegularExpressions;
using Gateway.Metrics.Exposition;
using Gateway.Tests.Schema;
using Shared;

namespace Gateway.Tests.Metrics;

/// <summary>All metrics of the program, and the file that lists them.</summary>
internal static partial class MetricList
{
    /// <summary>The file.</summary>
    public static string File { get; } = Repository.PathOf("config/metrics.md");

    /// <summary>All that stand in the source, by name.</summary>
    public static IReadOnlyList<MetricFamily> All { get; } =
    [
        .. typeof(MetricFamily).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(field => field.FieldType == typeof(MetricFamily))
            .Select(field => (MetricFamily)field.GetValue(null)!)
            .OrderBy(family => family.Name, StringComparer.Ordinal),
    ];

    /// <summary>The line of a metric in the file.</summary>
    public static string Row(MetricFamily family) =>
        $"| `{family.Name}` | {family.Kind.ToString().ToLowerInvariant()} | {string.Join(", ", family.Labels)} | {family.Help} |";

    /// <summary>The names in queries that look like ours, without the endings of histograms.</summary>
    public static IEnumerable<string> NamesIn(string text) =>
        Name().Matches(Comment().Replace(text, "")).Select(match => match.Value)
            .Select(name => All.Any(family => family.Name == name) ? name : Ending().Replace(name, ""))
            .Distinct();

    [GeneratedRegex(@"\b(gateway|process|dotnet)_[a-z0-9_]+\b(?!:)")]
    private static partial Regex Name();

    [GeneratedRegex("(_bucket|_sum|_count)$")]
    private static partial Regex Ending();

    [GeneratedRegex("(?m)^ *#.*$")]
    private static partial Regex Comment();
}
