using System.Text.Json.Nodes;
using Lab.Network;

namespace Lab.Subjects;

/// <summary>Our program on one machine, without virtual addresses.</summary>
/// <param name="node">The machine.</param>
/// <param name="workFolder">For its files.</param>
/// <param name="sections">Its configuration, but for what every one has.</param>
internal sealed class LoneGateway(SegmentNode node, string workFolder, JsonObject sections)
    : NodeProgram(node, workFolder)
{
    internal override string Kind => "gateway";

    /// <summary>Where it keeps what it makes for itself.</summary>
    internal string StateFolder => Path.Combine(WorkFolder, "state");

    /// <summary>Whether it serves.</summary>
    internal bool IsServing => Log.Contains("The proxy serves ", StringComparison.Ordinal);

    protected override string[] Command()
    {
        sections["Nodes"] = new JsonObject { ["edge-a"] = new JsonObject { ["Priority"] = 100 } };
        sections["Plugins"] = new JsonObject { ["Folder"] = GatewayNode.PluginsFolder };
        string file = Path.Combine(WorkFolder, "appsettings.json");
        File.WriteAllText(file, sections.ToJsonString());
        return ["env", $"STATE_DIRECTORY={StateFolder}", GatewayNode.Binary, "run", "--config", file, "--node", "edge-a"];
    }
}
