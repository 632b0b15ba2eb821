using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Metrics;

/// <summary>Reads OpenMetrics as strictly as its standard wants
/// (https://prometheus.io/docs/specs/om/open_metrics_spec/).</summary>
internal static partial class OpenMetricsGrammar
{
    /// <summary>Everything that is wrong with a page.</summary>
    public static IReadOnlyList<string> Errors(string page)
    {
        var errors = new List<string>();
        var families = new Dictionary<string, string>(StringComparer.Ordinal);
        var series = new HashSet<string>(StringComparer.Ordinal);
        var (current, type) = ("", "");
        var lines = page.Split('\n');
        if (lines is not [.., "# EOF", ""])
        {
            errors.Add("The page does not end with # EOF and a line feed.");
        }

        foreach (var line in lines[..^2])
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                var (word, name, rest) = (heading.Groups[1].Value, heading.Groups[2].Value, heading.Groups[3].Value);
                var isNew = name != current && !families.ContainsKey(name);
                Check(name == current || isNew, "a metric that was there before");
                current = name;
                type = word == "TYPE" ? rest : isNew ? "unknown" : type;
                families[name] = type;
                Check(word != "UNIT" || name.EndsWith($"_{rest}", StringComparison.Ordinal), "a unit not in the name");
            }
            else if (Sample().Match(line) is { Success: true } sample)
            {
                var (name, labels, value) = (sample.Groups[1].Value, sample.Groups[2].Value, sample.Groups[3].Value);
                Check(Suffixes(type).Any(suffix => name == current + suffix), $"a sample of no {type} {current}");
                Check(series.Add(name + labels), "a series that was there before");
                Check(
                    value is "+Inf" or "-Inf" or "NaN"
                        || double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
                    "no number");
                Check(type != "counter" || value[0] != '-', "a counter below zero");
                Check(!labels.Contains("le=", StringComparison.Ordinal) || Bound().IsMatch(labels), "no good bound");
            }
            else
            {
                Check(false, "no line of OpenMetrics");
            }

            void Check(bool good, string what)
            {
                if (!good)
                {
                    errors.Add($"{what}: {line}");
                }
            }
        }

        return errors;
    }

    private static string[] Suffixes(string type) => type switch
    {
        "counter" => ["_total"],
        "histogram" => ["_bucket", "_sum", "_count"],
        "gauge" => [""],
        _ => [],
    };

    [GeneratedRegex("^# (HELP|TYPE|UNIT) ([a-z_:][a-z0-9_:]*) (.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex("""^([a-z_:][a-z0-9_:]*)(\{[a-z_]+="(?:[^"\\]|\\[n"\\])*"(?:,[a-z_]+="(?:[^"\\]|\\[n"\\])*")*\})? (\S+)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("""le="(\d+\.\d+|\+Inf)"}$""")]
    private static partial Regex Bound();
}
