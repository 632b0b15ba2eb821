using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Configuration.Showing;

/// <summary>Writes a configuration for programs: the effective values, and by path where each comes from.</summary>
internal static class ShownJson
{
    private static readonly JsonSerializerOptions Format =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object with <c>Node</c>, <c>File</c>, <c>Configuration</c> and <c>Sources</c>: path to <c>Kind</c>
    /// (<c>Default</c>, <c>File</c>, <c>Environment</c>, <c>CommandLine</c>), <c>Name</c> and <c>Line</c>.</summary>
    public static string Write(ShownValue root, string node, string file)
    {
        var sources = new JsonObject();
        AddSources(root, "", sources);
        var whole = new JsonObject
        {
            ["Node"] = node, ["File"] = file, ["Configuration"] = root.ToJson(), ["Sources"] = sources,
        };
        return whole.ToJsonString(Format) + "\n";
    }

    private static void AddSources(ShownValue value, string path, JsonObject sources)
    {
        if (value.Kind == JsonValueKind.Undefined)
        {
            return;
        }

        if (value.Members.IsEmpty && path.Length > 0)
        {
            sources[path] = Describe(value.Source);
        }

        foreach (var (name, member) in value.Members)
        {
            AddSources(member, path.Length == 0 ? name : $"{path}:{name}", sources);
        }
    }

    private static JsonObject Describe(ValueSource source)
    {
        var described = new JsonObject { ["Kind"] = source.Kind.ToString() };
        if (source.Name.Length > 0)
        {
            described["Name"] = source.Name;
        }

        if (source.Line > 0)
        {
            described["Line"] = source.Line;
        }

        return described;
    }
}
