using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Configuration.Showing;

/// <summary>Writes a configuration for programs: the effective values, and by path where each comes from.</summary>
internal static class ShownJson
{
    /// <summary>An object with <c>node</c>, <c>file</c>, <c>configuration</c> and <c>sources</c>: path to <c>kind</c>
    /// (<c>Default</c>, <c>File</c>, <c>Environment</c>, <c>CommandLine</c>), <c>name</c> and <c>line</c>.</summary>
    public static string Write(ShownValue root, string node, string file)
    {
        var sources = new JsonObject();
        AddSources(root, "", sources);
        var whole = new JsonObject
        {
            ["node"] = node, ["file"] = file, ["configuration"] = root.ToJson(), ["sources"] = sources,
        };
        return whole.ToJsonString(ReadableJson.Indented) + "\n";
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
        var described = new JsonObject { ["kind"] = source.Kind.ToString() };
        if (source.Name.Length > 0)
        {
            described["name"] = source.Name;
        }

        if (source.Line > 0)
        {
            described["line"] = source.Line;
        }

        return described;
    }
}
