using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lab.Subjects;

/// <summary>The configuration file of a gateway pair in the lab: one file for both machines.</summary>
internal static class GatewayConfiguration
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The file's text.</summary>
    internal static string Text(PairSettings settings)
    {
        JsonObject root = Root(settings);
        settings.Adjust?.Invoke(root);
        return root.ToJsonString(Indented);
    }

    /// <summary>The one VRRP instance in the file, for adjustments.</summary>
    internal static JsonObject Instance(JsonObject root) => root["Vrrp"]!["Instances"]!["lan4"]!.AsObject();

    /// <summary>Adds a check by the plugin <c>Script</c> and tracks it.</summary>
    internal static void AddScript(JsonObject root, string name, int weight, params string[] command)
    {
        root["HealthChecks"] ??= new JsonObject();
        root["HealthChecks"]![name] = new JsonObject
        {
            ["Plugin"] = "Script",
            ["Interval"] = "500ms",
            ["Timeout"] = "400ms",
            ["Fall"] = 2,
            ["Rise"] = 2,
            ["Settings"] = new JsonObject
            {
                ["Command"] = new JsonArray([.. command.Select(word => JsonValue.Create(word))]),
            },
        };
        JsonObject instance = Instance(root);
        instance["Track"] ??= new JsonObject();
        instance["Track"]![name] = weight;
    }

    private static JsonObject Root(PairSettings settings) => new()
    {
        ["Nodes"] = new JsonObject
        {
            ["edge-a"] = new JsonObject { ["Address"] = "10.77.0.11", ["Priority"] = settings.PriorityA },
            ["edge-b"] = new JsonObject { ["Address"] = "10.77.0.12", ["Priority"] = settings.PriorityB },
        },
        ["Vrrp"] = new JsonObject
        {
            ["Instances"] = new JsonObject
            {
                ["lan4"] = new JsonObject
                {
                    ["Interface"] = "eth0",
                    ["VirtualRouterId"] = PairSettings.VirtualRouterId,
                    ["Addresses"] = new JsonArray($"{PairSettings.VirtualAddress}/24"),
                    ["Peers"] = "multicast",
                    ["AdvertisementInterval"] =
                        string.Create(CultureInfo.InvariantCulture, $"{settings.Interval.TotalMilliseconds:0}ms"),
                },
            },
        },
        ["Plugins"] = new JsonObject { ["Folder"] = GatewayNode.PluginsFolder },
        ["Listen"] = new JsonObject { ["Http"] = "*:80", ["Https"] = "*:443" },
        ["ReverseProxy"] = new JsonObject
        {
            ["Routes"] = new JsonObject
            {
                ["all"] = new JsonObject
                {
                    ["ClusterId"] = "web",
                    ["Match"] = new JsonObject { ["Path"] = "{**catch-all}" },
                },
            },
            ["Clusters"] = new JsonObject
            {
                ["web"] = new JsonObject
                {
                    ["Destinations"] = new JsonObject
                    {
                        ["one"] = new JsonObject { ["Address"] = "http://10.77.0.20:8080/" },
                    },
                },
            },
        },
    };
}
