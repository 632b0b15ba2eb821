using System.Globalization;
using Lab.Interop;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;
using Shared;

namespace Lab.Demo;

/// <summary>The pair that <c>demo.sh --keep</c> leaves up. It outlives the process that started it; a file beside its
/// logs says which processes to end.</summary>
internal static class KeptPair
{
    private const string ProcessesFile = "processes";
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);

    /// <summary>Starts it and says how to reach and how to stop it.</summary>
    internal static async Task<int> StartAsync()
    {
        if (KeptFolders.Own(Path.GetTempPath()).Length > 0)
        {
            await Console.Error.WriteLineAsync("The demo pair is up already. Stop it with: ./demo.sh --stop");
            return 1;
        }

        DemoCommand.Introduce();
        Segment segment = Segment.CreateKept();
        try
        {
            await StartAsync(segment);
            return 0;
        }
        catch (TimeoutException late)
        {
            Screen.Verdict(good: false, late.Message);
            Stop();
            return 1;
        }
    }

    /// <summary>Ends it and removes all of it.</summary>
    internal static int Stop()
    {
        string[] folders = KeptFolders.Own(Path.GetTempPath());
        foreach (string folder in folders)
        {
            EndProcesses(Path.Combine(folder, ProcessesFile));
            Directory.Delete(folder, recursive: true);
        }

        bool found = folders.Length > 0;
        if (Environment.IsPrivilegedProcess)
        {
            found |= LeftoverSweep.RemoveKept();
        }

        foreach (string folder in KeptFolders.Foreign(Path.GetTempPath()))
        {
            Screen.Say($"Left alone, because this user did not make it: {folder}");
        }

        Screen.Say(found ? "The demo pair is stopped and removed." : "There is no demo pair.");
        return 0;
    }

    private static async Task StartAsync(Segment segment)
    {
        var settings = new PairSettings();
        GatewayNode[] gateways = [
            new(segment.A, segment.WorkFolder, settings),
            new(segment.B, segment.WorkFolder, settings),
        ];
        NodeProgram[] programs = [new UpstreamProgram(segment.Upstream, segment.WorkFolder), .. gateways];
        foreach (NodeProgram program in programs)
        {
            program.Start();
        }

        await File.WriteAllLinesAsync(
            Path.Combine(segment.WorkFolder, ProcessesFile),
            programs.Select(program => Identity(program.ProcessId) ?? ""));
        await Wait.UntilAsync("edge-a has the address", Settle, () => segment.A.Owns(PairSettings.VirtualAddress));
        await DemoCommand.UntilServedAsync(segment.Client);
        Explain(segment, gateways[0].ProcessId, programs[0].ProcessId);
    }

    private static void EndProcesses(string file)
    {
        foreach (string identity in File.Exists(file) ? File.ReadLines(file) : [])
        {
            if (int.TryParse(identity.Split(' ')[0], CultureInfo.InvariantCulture, out int process)
                && Identity(process) == identity)
            {
                // Each program leads a group of its own: see NodeProgram.
                _ = Libc.kill(-process, Libc.SIGKILL);
            }
        }
    }

    private static void Explain(Segment segment, int gateway, int bystander)
    {
        string enter = EnterPrefix(bystander);
        string sudo = enter.StartsWith("sudo", StringComparison.Ordinal) ? enter : "";
        string client = $"{enter}ip netns exec {segment.Client.Namespace.Name}";
        Screen.Say("The pair is up and stays up.");
        Screen.Say();
        Screen.Say("Ask it, as the client:");
        Screen.Say($"    {client} curl -sk {HttpsClient.Site}");
        Screen.Say("Watch the answers while you do the next thing:");
        Screen.Say($"    {client} sh -c 'while sleep 0.2; do curl -sk -m 1 {HttpsClient.Site}; done'");
        if (Requirements.MissingProgram("curl") is not null)
        {
            Screen.Say("Both need curl, which is not installed. On Debian and Ubuntu:");
            Screen.Say("    sudo apt-get install curl");
        }

        Screen.Say("Kill the gateway on edge-a:");
        Screen.Say($"    {sudo}kill -9 {gateway}");
        Screen.Say("Read the configuration and the logs:");
        Screen.Say($"    ls {segment.WorkFolder}");
        Screen.Say("Stop and remove everything:");
        Screen.Say($"    {sudo}./demo.sh --stop");
    }

    private static string EnterPrefix(int process)
    {
        if (Environment.GetEnvironmentVariable("GATEWAY_DEMO_USER_NAMESPACE") == "1")
        {
            return $"nsenter --preserve-credentials -U -m -t {process} ";
        }

        return Environment.GetEnvironmentVariable("SUDO_USER") is null ? "" : "sudo ";
    }

    /// <summary>Id and start time, so that a later process with the same id is not mistaken for this one.</summary>
    private static string? Identity(int process)
    {
        string file = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat");
        if (!File.Exists(file))
        {
            return null;
        }

        const int StartTime = 22;
        return $"{process} {ProcessStat.Field(File.ReadAllText(file), StartTime)}";
    }
}
