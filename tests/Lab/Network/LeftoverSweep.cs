using System.Globalization;
using System.Text.RegularExpressions;
using Lab.Interop;

namespace Lab.Network;

/// <summary>Removes namespaces of labs that died without cleaning up. Only names that a lab makes are touched, and only
/// processes inside them are ended.</summary>
internal static partial class LeftoverSweep
{
    /// <summary>Prefix of the pair that <c>demo --keep</c> leaves up; never swept, only removed on request.</summary>
    internal const string KeptPrefix = "gwdemo";

    private static int _exitHooked;

    /// <summary>Removes what belongs to dead processes, and sees to it that this one leaves nothing behind.</summary>
    internal static void Run()
    {
        Remove([.. Names().Where(IsOrphan)]);
        foreach (string folder in Directory.EnumerateDirectories(Path.GetTempPath(), "gw*").Where(IsOrphan))
        {
            DeleteIfOurs(folder);
        }

        if (Interlocked.Exchange(ref _exitHooked, 1) == 0)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                Remove([.. Names().Where(name => OwnerOf(name) == Environment.ProcessId)]);
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
                EndAll(space);
            }

            IpCommand.Run("netns", "delete", name);
        }
    }

    /// <summary>Freezes all processes of the namespace, then kills them: no parent sees a child die.</summary>
    internal static void EndAll(NetNamespace space)
    {
        int[] processes = space.Processes();
        foreach (int signal in (int[])[Libc.SIGSTOP, Libc.SIGKILL])
        {
            foreach (int process in processes)
            {
                _ = Libc.kill(process, signal);
            }
        }
    }

    private static IEnumerable<string> Names() => Directory.Exists(NetNamespace.Folder)
        ? Directory.EnumerateFiles(NetNamespace.Folder).Select(path => Path.GetFileName(path))
        : [];

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

    private static bool IsOrphan(string path) =>
        OwnerOf(Path.GetFileName(path)) is int owner && !Directory.Exists($"/proc/{owner}");

    private static int? OwnerOf(string name)
    {
        Match match = OwnName().Match(name);
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^gw([0-9]+)\.[0-9]+-\w+$")]
    private static partial Regex OwnName();
}
