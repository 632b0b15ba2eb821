using System.Text.Json.Nodes;
using Lab.Network;
using Lab.Subjects;

namespace Lab.Reloads;

/// <summary>Our program as a proxy with many routes; told by SIGHUP.</summary>
internal sealed class GatewayRoutes(SegmentNode node, string workFolder, int routes)
    : RouteProgram(node, workFolder, routes)
{
    internal override string Name => "Gateway";

    internal override string Kind => "gateway";

    internal override Task TakeUpAsync()
    {
        Reload();
        return Task.CompletedTask;
    }

    protected override string[] Command() => [GatewayNode.Binary, "run", "--config", File, "--node", "edge-a"];

    protected override string Text(string[] hosts) => new JsonObject
    {
        ["Nodes"] = new JsonObject { ["edge-a"] = new JsonObject { ["Priority"] = 100 } },
        ["Plugins"] = new JsonObject { ["Folder"] = GatewayNode.PluginsFolder },
        ["Listen"] = new JsonObject { ["Http"] = "*:80" },
        ["ReverseProxy"] = new JsonObject
        {
            ["Routes"] = new JsonObject(hosts.Select(host => KeyValuePair.Create<string, JsonNode?>(
                host, new JsonObject
                {
                    ["ClusterId"] = "web",
                    ["Match"] = new JsonObject { ["Hosts"] = new JsonArray(host) },
                }))),
            ["Clusters"] = new JsonObject
            {
                ["web"] = new JsonObject
                {
                    ["Destinations"] = new JsonObject
                    {
                        ["one"] = new JsonObject { ["Address"] = $"http://{Application}/" },
                    },
                },
            },
        },
    }.ToJsonString();
}
