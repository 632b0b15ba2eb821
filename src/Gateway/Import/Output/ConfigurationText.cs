using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Configuration.Showing;

namespace Gateway.Import.Output;

/// <summary>Writes a configuration as people do: two blanks a step, short lists and objects in one line, comments above
/// what they speak of.</summary>
internal sealed class ConfigurationText
{
    private const int Columns = 120;

    private readonly StringBuilder _text = new();
    private readonly OutputTree _tree;

    private ConfigurationText(OutputTree tree) => _tree = tree;

    /// <summary>The text of a configuration, with a line end behind it.</summary>
    public static string Write(OutputTree tree)
    {
        var text = new ConfigurationText(tree);
        text.WriteComments("", "");
        text.WriteObject(tree.Root, "", "");
        return text._text.Append('\n').ToString();
    }

    private void WriteObject(JsonObject node, string path, string indent)
    {
        _ = _text.Append("{\n");
        var inner = indent + "  ";
        var left = node.Count;
        foreach (var (key, value) in node)
        {
            var keyPath = path.Length == 0 ? key : $"{path}:{key}";
            WriteComments(keyPath, inner);
            var name = JsonSerializer.Serialize(key, ReadableJson.Compact);
            _ = _text.Append(inner).Append(name).Append(": ");
            WriteValue(value, keyPath, inner, inner.Length + name.Length + 3);
            _ = _text.Append(--left > 0 ? ",\n" : "\n");
        }

        _ = _text.Append(indent).Append('}');
    }

    private void WriteValue(JsonNode? value, string path, string indent, int column)
    {
        var line = Line(value);
        var isSection = value is JsonObject section && section.Any(member => member.Value is JsonObject);
        if (!isSection && column + line.Length <= Columns && !HasComments(value, path))
        {
            _ = _text.Append(line);
        }
        else if (value is JsonObject inside)
        {
            WriteObject(inside, path, indent);
        }
        else if (value is JsonArray list)
        {
            var items = list.Select(item => $"\n{indent}  {Line(item)}");
            _ = _text.Append('[').AppendJoin(',', items).Append('\n').Append(indent).Append(']');
        }
        else
        {
            _ = _text.Append(line);
        }
    }

    private bool HasComments(JsonNode? value, string path) =>
        value is JsonObject members && members.Any(member => _tree.CommentsOf($"{path}:{member.Key}").Count > 0);

    private static string Line(JsonNode? value) => value switch
    {
        JsonObject { Count: 0 } => "{}",
        JsonArray { Count: 0 } => "[]",
        JsonObject members => "{ " + string.Join(", ", members.Select(member =>
            $"{JsonSerializer.Serialize(member.Key, ReadableJson.Compact)}: {Line(member.Value)}")) + " }",
        JsonArray items => "[ " + string.Join(", ", items.Select(Line)) + " ]",
        null => "null",
        _ => value.ToJsonString(ReadableJson.Compact),
    };

    // What came from a file may hold anything: a control character must not end the comment.
    private void WriteComments(string path, string indent)
    {
        foreach (var comment in _tree.CommentsOf(path))
        {
            // Half a surrogate pair becomes a sign that UTF-8 has.
            var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(comment));
            _ = _text.Append(indent).Append("// ").AppendJoin("", whole.Select(Visible)).Append('\n');
        }
    }

    private static char Visible(char letter) =>
        char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter;
}
