using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Configuration.Options;
using Gateway.Plugins;
using Shared;

namespace Gateway.Tests.Schema;

/// <summary>The schema of the whole configuration, for editors. Draft 7 is what they know best: VS Code, Neovim's and
/// JetBrains' JSON support read later drafts in part.</summary>
internal static class GatewaySchema
{
    private static readonly JsonSerializerOptions Format =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file in the repository.</summary>
    public static string File { get; } = Repository.PathOf("config/appsettings.schema.json");

    /// <summary>The schema as it should be.</summary>
    public static JsonObject Generate()
    {
        var root = OptionsSchema.OfObject(typeof(GatewayOptions));
        root.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        root.Insert(1, "title", "Configuration of Gateway");
        root.Insert(2, "description", "One file for all machines, the same on each. `gateway check` names every mistake, also "
            + "those that no schema can know.");
        PluginSchemas.Add(root["properties"]!["HealthChecks"]!.AsObject(), typeof(IHealthCheck));
        PluginSchemas.Add(root["properties"]!["Notify"]!.AsObject(), typeof(INotifyAction));
        return root;
    }

    /// <summary>The text of the file.</summary>
    public static string Write(JsonObject schema) => schema.ToJsonString(Format) + "\n";

    /// <summary>The schema as it is in the repository.</summary>
    public static JsonObject Read() => JsonNode.Parse(System.IO.File.ReadAllText(File))!.AsObject();
}
