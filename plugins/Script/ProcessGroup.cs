using System.Runtime.InteropServices;

namespace Script;

/// <summary>The processes that a script started and that did not leave for a session of their own.</summary>
internal static partial class ProcessGroup
{
    private const int SigKill = 9;

    /// <summary>Kills all of a group. One that is gone already is fine: the kernel gives its number to nobody else
    /// while a member lives.</summary>
    public static void Kill(int leader) => _ = KillProcess(-leader, SigKill);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int KillProcess(int processOrGroup, int signal);
}
