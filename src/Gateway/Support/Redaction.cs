using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Configuration.Showing;

namespace Gateway.Support;

/// <summary>Takes secrets out of what others wrote: every secret that is known, wherever it stands and in every form,
/// and what looks like one. Those of fewer than 4 characters are hidden where they stand alone; numbers
/// of fewer than 4 digits stay, which say nothing by themselves.</summary>
internal sealed partial class Redaction
{
    private const int LeastAnywhere = 4;

    private readonly Regex? _known;

    /// <summary>Takes them from a list.</summary>
    /// <param name="secrets">As the configuration has them.</param>
    public Redaction(IEnumerable<string> secrets)
    {
        // The longest first: one may be the beginning of another.
        var patterns = secrets.SelectMany(SecretForms.Of).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(form => form.Length >= LeastAnywhere || !form.All(char.IsAsciiDigit))
            .OrderByDescending(form => form.Length).Select(PatternOf).ToImmutableArray();
        _known = patterns.IsEmpty
            ? null
            : new(string.Join('|', patterns), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>A text without the known secrets: for text that the gateway itself has written with care.</summary>
    public string Known(string text) => _known?.Replace(text, HiddenText.Placeholder) ?? text;

    /// <summary>A text that may be anything, line by line: without the known ones and what looks like one.</summary>
    public string Lines(string text) => string.Join('\n', Known(text).Split('\n').Select(line =>
        HiddenText.Redact(Named().Replace(Scheme().Replace(line, $"${{head}}{HiddenText.Placeholder}"), HideNamed))));

    /// <summary>The same for JSON, which stays JSON.</summary>
    public string Json(ReadOnlySpan<byte> utf8) =>
        Clean(JsonNode.Parse(utf8))?.ToJsonString(ReadableJson.Indented) + "\n";

    private static string PatternOf(string form) => form.Length >= LeastAnywhere
        ? Regex.Escape(form)
        : $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(form)}(?![\p{{L}}\p{{N}}])";

    private JsonNode? Clean(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject owner:
                var cleaned = new JsonObject();
                foreach (var (name, member) in owner)
                {
                    cleaned[Known(name)] = Clean(member);
                }

                return cleaned;
            case JsonArray items:
                return new JsonArray([.. items.Select(Clean)]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return JsonValue.Create(Lines(value.GetValue<string>()));
            case JsonValue value when Known(value.ToJsonString()) != value.ToJsonString():
                return JsonValue.Create(HiddenText.Placeholder);
            default:
                return node?.DeepClone();
        }
    }

    private static string HideNamed(Match match) => SecretNames.Contain(match.Groups["name"].Value)
        ? $"{match.Groups["head"].Value}{HiddenText.Placeholder}"
        : match.Value;

    // "Authorization: Bearer ..."
    [GeneratedRegex(@"(?<head>\b(?:bearer|basic|digest)\s+)[A-Za-z0-9+/=._~-]{8,}", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    // "password": "...", password=..., X-Api-Key: ...
    [GeneratedRegex("""(?<head>(?<name>[A-Za-z0-9_.-]+)["']?\s*[:=]\s*["']?)(?!<hidden>)[^"'&;,\s]+""")]
    private static partial Regex Named();
}
