using System.Text.Json;

namespace Gateway.Configuration.Showing;

/// <summary>Writes a configuration for people: JSON with comments, which the gateway reads again, and behind each value
/// where it comes from.</summary>
internal sealed class ShownText
{
    private const int Columns = 100;

    // Behind longer lines the sources are not lined up.
    private const int LongestAligned = 60;

    private readonly List<(string Text, string Source)> _lines = [];
    private readonly string _folder;

    private ShownText(string folder) => _folder = folder;

    /// <summary>The text, with a line end behind it.</summary>
    /// <param name="root">The configuration.</param>
    /// <param name="title">What it is, for the first line.</param>
    /// <param name="folder">What file names are cut by: the folder of the configuration; empty for none.</param>
    public static string Write(ShownValue root, string title, string folder)
    {
        var text = new ShownText(folder);
        text._lines.Add(($"// {Clean(title)}", ""));
        text._lines.Add(("{", ""));
        text.AddMembers(root, "  ");
        text._lines.Add(("}", ""));
        var width = text._lines.Where(line => line.Source.Length > 0 && line.Text.Length <= LongestAligned)
            .Select(line => line.Text.Length).DefaultIfEmpty().Max();
        return string.Concat(text._lines.Select(line =>
            line.Source.Length == 0 ? $"{line.Text}\n" : $"{line.Text.PadRight(width)}  // {line.Source}\n"));
    }

    private void AddMembers(ShownValue value, string indent)
    {
        foreach (var (name, member) in value.Members)
        {
            Add(Quote(name) + ": ", Quote(name), member, indent);
        }
    }

    private void Add(string head, string name, ShownValue value, string indent)
    {
        switch (value.Kind)
        {
            // A schema is for editors; nobody misses it.
            case JsonValueKind.Undefined when name == "\"$schema\"":
                break;
            case JsonValueKind.Undefined:
                _lines.Add(($"{indent}// {Clean(name)} is not set", ""));
                break;
            case JsonValueKind.Object when !value.Members.IsEmpty:
                _lines.Add(($"{indent}{head}{{", ""));
                AddMembers(value, indent + "  ");
                _lines.Add(($"{indent}}},", ""));
                break;
            case JsonValueKind.Array when IsLong(value, $"{indent}{head}"):
                _lines.Add(($"{indent}{head}[", ""));
                foreach (var (_, item) in value.Members)
                {
                    Add("", "", item, indent + "  ");
                }

                _lines.Add(($"{indent}],", ""));
                break;
            default:
                _lines.Add(($"{indent}{head}{Line(value)},", Sources(value)));
                break;
        }
    }

    private static bool IsLong(ShownValue list, string head) =>
        list.Members.Any(item => item.Value.Kind is JsonValueKind.Object or JsonValueKind.Array)
        || head.Length + Line(list).Length > Columns;

    private static string Line(ShownValue value) => value.Kind switch
    {
        JsonValueKind.Array when value.Members.IsEmpty => "[]",
        JsonValueKind.Array => $"[ {string.Join(", ", value.Members.Select(item => Line(item.Value)))} ]",
        JsonValueKind.Object => "{}",
        _ => value.Word?.ToJsonString(ReadableJson.Compact) ?? "null",
    };

    // Of a list each source once, in the order of its items.
    private string Sources(ShownValue value) => Clean(string.Join(", ", value.Members.Select(item => item.Value.Source)
        .DefaultIfEmpty(value.Source).Select(source => source.Describe(_folder)).Distinct()));

    private static string Quote(string text) => JsonSerializer.Serialize(text, ReadableJson.Compact);

    // A file or a variable may be called anything: no control character may end the comment.
    private static string Clean(string text) => string.Concat(
        text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? '?' : letter));
}
