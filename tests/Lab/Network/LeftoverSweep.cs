using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Lab.Interop;

namespace Lab.Network;

/// <summary>Removes namespaces of labs that died without cleaning up. Only names that a lab makes are touched, and only
/// processes inside them are ended.</summary>
internal static partial class LeftoverSweep
{
    /// <summary>Prefix of the pair that <c>demo --keep</c> leaves up; never swept, only removed on request.</summary>
    internal const string KeptPrefix = "gwdemo";

    private const int ExitBySignal = 130;

    // Less than test.sh and build servers wait behind SIGTERM.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);
    private static readonly PosixSignal[] Endings = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
    private static readonly Lock Gate = new();
    private static PosixSignalRegistration[]? _endings;

    /// <summary>Removes what belongs to dead processes, and sees to it that this one leaves nothing behind.</summary>
    internal static void Run()
    {
        lock (Gate)
        {
            RemoveOf(owner => !Directory.Exists($"/proc/{owner}"));
            if (_endings is null)
            {
                AppDomain.CurrentDomain.ProcessExit += (_, _) => RemoveOwn();
                _endings = [.. Endings.Select(signal => PosixSignalRegistration.Create(signal, End))];
            }
        }
    }

    /// <summary>Removes the pair of <c>demo --keep</c>; false when there is none.</summary>
    internal static bool RemoveKept()
    {
        string[] kept = [.. Names().Where(name => name.StartsWith($"{KeptPrefix}-", StringComparison.Ordinal))];
        Remove(kept);
        return kept.Length > 0;
    }

    /// <summary>Ends all processes in the namespaces and removes the names.</summary>
    internal static void Remove(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            using (var space = new NetNamespace(name))
            {
                SilentKill.Of(space.Processes());
            }

            IpCommand.Run("netns", "delete", name);
        }
    }

    private static IEnumerable<string> Names() => Directory.Exists(NetNamespace.Folder)
        ? Directory.EnumerateFiles(NetNamespace.Folder).Select(path => Path.GetFileName(path))
        : [];

    private static void RemoveOf(Func<int, bool> wanted)
    {
        bool Matches(string path) => OwnerOf(Path.GetFileName(path)) is int owner && wanted(owner);

        Remove([.. Names().Where(Matches)]);
        foreach (string folder in Directory.GetDirectories(Path.GetTempPath(), "gw*").Where(Matches))
        {
            DeleteIfOurs(folder);
        }
    }

    // Facts still run meanwhile, and what they make or remove may be in the way: the next lab removes the rest.
    private static void RemoveOwn()
    {
        try
        {
            RemoveOf(owner => owner == Environment.ProcessId);
        }
        catch (Exception disturbed)
        {
            Console.Error.WriteLine($"Not all of the lab is removed: {disturbed.Message}");
        }
    }

    /// <summary>The runtime itself ends at these signals without a word to anybody. Whoever sends one wants an end,
    /// whatever a fact or a program of the lab does meanwhile.</summary>
    private static void End(PosixSignalContext context)
    {
        context.Cancel = true;
        new Thread(EndByForce) { IsBackground = true, Name = "end" }.Start();
        Environment.Exit(ExitBySignal);
    }

    private static void EndByForce()
    {
        Thread.Sleep(EndLimit);
        _ = Libc.kill(Environment.ProcessId, Libc.SIGKILL);
    }

    private static void DeleteIfOurs(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's lab died here; what is left of it is that user's.
        }
    }

    private static int? OwnerOf(string name)
    {
        Match match = OwnName().Match(name);
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^gw([0-9]+)\.[0-9]+-\w+$")]
    private static partial Regex OwnName();
}
