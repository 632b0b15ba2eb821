using System.Diagnostics;
using Lab.Install;
using Lab.Interop;
using Lab.Network;
using Lab.Observers;

namespace Lab.Subjects;

/// <summary>A program that runs inside one machine of the lab. It is ended by process id only, never by name.</summary>
internal abstract class NodeProgram(SegmentNode node, string workFolder) : IDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SayLimit = TimeSpan.FromSeconds(30);

    private Process? _process;
    private int _printedBefore;

    /// <summary>What to call it in messages, for example <c>keepalived</c>.</summary>
    internal abstract string Kind { get; }

    /// <summary>The machine it runs on.</summary>
    internal SegmentNode Node => node;

    /// <summary>The id of the process that was started, the parent of any other.</summary>
    internal int ProcessId =>
        _process?.Id ?? throw new InvalidOperationException($"{Kind} on {node.Role} never started");

    /// <summary>Whether that process is alive, frozen or not.</summary>
    internal bool IsRunning => _process is { HasExited: false };

    /// <summary>Everything it has printed.</summary>
    internal string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    /// <summary>What it has printed since its latest start.</summary>
    internal string LatestLog => Log[_printedBefore..];

    /// <summary>How often its virtual routers changed their state so far, by what it printed.</summary>
    internal int Transitions => TransitionMark is { } mark ? Log.Split(mark).Length - 1 : 0;

    /// <summary>Whether it has got as far as to hear advertisements since its latest start. A program that says nothing
    /// of it counts as quick.</summary>
    internal virtual bool IsListening => true;

    /// <summary>Whether its latest start is over.</summary>
    internal virtual bool IsUp => IsListening;

    /// <summary>What it prints once for each change of a state; null when that is not known.</summary>
    protected virtual string? TransitionMark => null;

    /// <summary>A folder for its files, shared by the programs of one lab.</summary>
    protected string WorkFolder => workFolder;

    /// <summary>The file it prints into.</summary>
    internal string LogFile => Path.Combine(workFolder, $"{Kind}-{node.Role}.log");

    public void Dispose()
    {
        if (IsRunning)
        {
            Kill();
        }

        _process?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The program that shares addresses, not yet started.</summary>
    internal static NodeProgram Create(
        SubjectKind kind, SegmentNode node, string workFolder, PairSettings settings) => kind switch
        {
            SubjectKind.Keepalived => new KeepalivedNode(node, workFolder, settings),
            SubjectKind.Frr => new FrrNode(node, workFolder, settings),
            SubjectKind.Installed => new InstalledNode(node, workFolder, settings),
            _ => new GatewayNode(node, workFolder, settings),
        };

    /// <summary>Starts it and returns at once.</summary>
    internal void Start()
    {
        // A session of its own: Ctrl-C reaches the lab alone, which then cleans up in order.
        string[] prefix = ["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", LogFile, "setsid", "ip", "netns", "exec"];
        _process?.Dispose();
        _printedBefore = Log.Length;
        _process = Process.Start("/bin/sh", [.. prefix, node.Namespace.Name, .. Command()]);
    }

    /// <summary>SIGTERM, then waits for the end; returns the exit code.</summary>
    internal async Task<int> StopAsync()
    {
        SignalMain(Libc.SIGTERM);
        return await ExitCodeAsync();
    }

    /// <summary>SIGUSR2, by which our program stops and leaves the addresses, then waits for the end; returns the exit
    /// code.</summary>
    internal async Task<int> StopKeepingAsync()
    {
        SignalMain(Libc.SIGUSR2);
        return await ExitCodeAsync();
    }

    /// <summary>Waits until it has printed the words since its latest start: it does so a moment behind what it does.
    /// </summary>
    internal async Task SaysAsync(string words)
    {
        if (!await Wait.HappensAsync(SayLimit, () => LatestLog.Contains(words, StringComparison.Ordinal)))
        {
            Assert.Contains(words, LatestLog, StringComparison.Ordinal);
        }
    }

    /// <summary>Waits for the end and returns the exit code.</summary>
    internal async Task<int> ExitCodeAsync()
    {
        await Wait.UntilAsync($"{Kind} on {node.Role} ends; it printed:\n{Log}", StopLimit, () => !IsRunning);
        return _process!.ExitCode;
    }

    /// <summary>SIGHUP, by which our program reads its files again at once.</summary>
    internal void Reload() => SignalMain(Libc.SIGHUP);

    /// <summary>SIGTERM without waiting, for measurements that begin here.</summary>
    internal void BeginStop() => SignalMain(Libc.SIGTERM);

    /// <summary>SIGKILL to the main process alone.</summary>
    internal void Crash()
    {
        SignalMain(Libc.SIGKILL);
        _process!.WaitForExit();
    }

    /// <summary>SIGKILL to the whole program, all of it frozen first, so that no child sees its parent die.</summary>
    internal void Kill()
    {
        // Itself as well: just started, it may not have got as far as its namespace.
        SilentKill.Of([.. node.Namespace.Processes().Union([ProcessId])]);
        _process!.WaitForExit();
    }

    /// <summary>SIGSTOP to the whole program.</summary>
    internal void Freeze() => Signal(node.Namespace.Processes(), Libc.SIGSTOP);

    /// <summary>SIGCONT to the whole program.</summary>
    internal void Thaw() => Signal(node.Namespace.Processes(), Libc.SIGCONT);

    /// <summary>The program and its arguments; called at each start.</summary>
    protected abstract string[] Command();

    private static void Signal(int[] processes, int signal)
    {
        foreach (int id in processes)
        {
            _ = Libc.kill(id, signal);
        }
    }

    private void SignalMain(int signal)
    {
        if (IsRunning)
        {
            _ = Libc.kill(ProcessId, signal);
        }
    }
}
