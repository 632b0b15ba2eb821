using System.Globalization;
using System.Text.Json.Nodes;
using Lab.Network;
using Lab.Subjects;

namespace Lab.Install;

/// <summary>Our program as its package installs it, run by a systemd of its own as the first process of the
/// machine.</summary>
internal sealed class InstalledNode(SegmentNode node, string workFolder, PairSettings settings)
    : NodeProgram(node, workFolder)
{
    internal override string Kind => "installed";

    /// <summary>systemd says so when the gateway has said READY.</summary>
    internal override bool IsListening => Show("ActiveState") == "active";

    /// <summary>The journal of the gateway, as long as the machine runs.</summary>
    internal string Journal =>
        Try("journalctl", "--unit=gateway", "--output=cat", "--no-pager", "--quiet").Output;

    /// <summary>The gateway's process, as this machine numbers it; 0 while there is none.</summary>
    internal int GatewayId
    {
        get
        {
            // Below the host's systemd: NSpid has the numbers from outside to inside.
            string inner = Show("MainPID");
            return inner is "0" or "" ? 0 : Node.Namespace.Processes().FirstOrDefault(id => InnerOf(id) == inner);
        }
    }

    private static string Script { get; } =
        Path.Combine(DebianPackage.Repository, "tests", "Lab", "Install", "machine.sh");

    /// <summary>A property of the service.</summary>
    internal string Show(string property) =>
        Try("systemctl", "show", "gateway", "--value", $"--property={property}").Output.Trim();

    /// <summary>Runs a program inside the machine and returns what it printed.</summary>
    internal string Run(params string[] command) => Shell.Run(Script, ["enter", FirstProcess(), .. command]);

    /// <summary>Removes what the machine leaves in the kernel. AFTER its end.</summary>
    internal void Clean() => Shell.Run(Script, "clean", GroupName);

    /// <summary>Runs a program over a root that it does not change; no systemd runs there.</summary>
    internal static string RunInRoot(string @base, string folder, params string[] command) =>
        Shell.Run(Script, ["try", folder, @base, DebianPackage.Folder, .. command]);

    protected override string[] Command()
    {
        string config = Path.Combine(WorkFolder, "installed.json");
        if (!File.Exists(config))
        {
            File.WriteAllText(config, GatewayConfiguration.Text(settings with { Adjust = UsePackage }));
        }

        string folder = Directory.CreateDirectory(Path.Combine(WorkFolder, $"root-{Node.Role}")).FullName;
        return
        [
            Script, "boot", folder, DebianRoot.WithSystemd, DebianPackage.Folder, GroupName, DebianPackage.File, config,
        ];
    }

    // Also the machine's name, by which it finds itself in "Nodes".
    private string GroupName => GatewayNode.NameOf(Node);

    private static string InnerOf(int id)
    {
        try
        {
            return File.ReadLines($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/status")
                .First(line => line.StartsWith("NSpid:", StringComparison.Ordinal)).Split('\t')[^1];
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            return "";
        }
    }

    private void UsePackage(JsonObject root)
    {
        settings.Adjust?.Invoke(root);
        _ = root.Remove("Plugins");
    }

    private (int Code, string Output, string Error) Try(params string[] command) =>
        IsRunning && FirstProcess() is { Length: > 0 } first
            ? Shell.Try(Script, ["enter", first, .. command])
            : (-1, "", "");

    // systemd: the only child of what was started, and the first process of its namespace.
    private string FirstProcess()
    {
        string id = ProcessId.ToString(CultureInfo.InvariantCulture);
        string children = $"/proc/{id}/task/{id}/children";
        return File.Exists(children) ? File.ReadAllText(children).Trim() : "";
    }
}
