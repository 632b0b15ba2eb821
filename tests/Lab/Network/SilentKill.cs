using Lab.Interop;

namespace Lab.Network;

/// <summary>Ends processes so that none of them sees another die.</summary>
internal static class SilentKill
{
    /// <summary>Freezes them all, then kills them.</summary>
    internal static void Of(IReadOnlyCollection<int> processes)
    {
        foreach (int signal in (int[])[Libc.SIGSTOP, Libc.SIGKILL])
        {
            foreach (int process in processes)
            {
                _ = Libc.kill(process, signal);
            }
        }
    }
}
