using Lab.Network;
using Shared;

namespace Lab.Subjects;

/// <summary>Our program on one machine.</summary>
internal sealed class GatewayNode(SegmentNode node, string workFolder, PairSettings settings)
    : NodeProgram(node, workFolder)
{
    private const string FileRights = "-dac_override,-dac_read_search";

    internal override string Kind => "gateway";

    internal override bool IsListening => LatestLog.Contains(": Initialize -> ", StringComparison.Ordinal);

    internal override bool IsUp => LatestLog.Contains("Gateway is up", StringComparison.Ordinal);

    /// <summary>The program, built beside the lab.</summary>
    internal static string Binary => BuiltGateway.File;

    /// <summary>The plugins, dropped beside the program by their builds.</summary>
    internal static string PluginsFolder { get; } = Path.Combine(BuiltGateway.Folder, "plugins");

    /// <summary>The name of the machine in <c>Nodes</c>.</summary>
    internal string Name => NameOf(Node);

    /// <summary>The configuration, the same file for both machines.</summary>
    internal string ConfigFile => Path.Combine(WorkFolder, "appsettings.json");

    /// <summary>The name of a machine in <c>Nodes</c>.</summary>
    internal static string NameOf(SegmentNode node) => $"edge-{node.Role}";

    /// <summary>Types a command that talks to it.</summary>
    /// <returns>The exit code, and what it printed.</returns>
    internal (int Code, string Text) Type(params string[] command)
    {
        var start = new System.Diagnostics.ProcessStartInfo(Binary, [.. command, "--socket", Socket])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + errors.Result);
    }

    /// <summary>Physical memory in use, in bytes.</summary>
    internal long WorkingSetBytes()
    {
        using var process = System.Diagnostics.Process.GetProcessById(ProcessId);
        return process.WorkingSet64;
    }

    /// <summary>The most that it was since the start.</summary>
    internal long PeakWorkingSetBytes()
    {
        using var process = System.Diagnostics.Process.GetProcessById(ProcessId);
        return process.PeakWorkingSet64;
    }

    /// <summary>Its unix socket.</summary>
    internal string Socket => Path.Combine(RuntimeFolder, "gateway.sock");

    private string RuntimeFolder => Path.Combine(WorkFolder, $"run-{Node.Role}");

    // The number of the event, which stays.
    protected override string TransitionMark => "[1001]";

    protected override string[] Command()
    {
        if (!File.Exists(ConfigFile))
        {
            File.WriteAllText(ConfigFile, GatewayConfiguration.Text(settings));
        }

        // As systemd sets it.
        string state = $"STATE_DIRECTORY={Path.Combine(WorkFolder, $"state-{Node.Role}")}";
        string runtime = $"RUNTIME_DIRECTORY={RuntimeFolder}";
        string[] prefix = settings.ObeysFileModes
            ? ["setpriv", $"--bounding-set={FileRights}", $"--inh-caps={FileRights}"]
            : [];
        return [.. prefix, "env", state, runtime, Binary, "run", "--config", ConfigFile, "--node", Name];
    }
}
