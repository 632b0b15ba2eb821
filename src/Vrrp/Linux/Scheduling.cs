using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux;

/// <summary>How the kernel's scheduler treats the calling thread.</summary>
internal static class Scheduling
{
    // Above every ordinary thread, below the kernel's own (50 and up).
    private const int Priority = 20;

    // The least nice that there is.
    private const int Nice = -20;

    /// <summary>Makes the calling thread a real-time one, so that no ordinary thread of the machine delays it. Threads
    /// and processes that it starts are ordinary again. Where that is refused it becomes the first among the ordinary
    /// ones (nice -20), and what it starts inherits that.</summary>
    /// <returns>Whether it is a real-time one. Not without CAP_SYS_NICE, nor under RestrictRealtime of systemd, nor
    /// wherever the kernel or the C library (musl) refuses: it is a nicety.</returns>
    public static bool TryMakeRealTime()
    {
        var param = new SchedParam(Priority);
        if (Libc.SchedSetScheduler(0, SchedParam.SCHED_RR | SchedParam.SCHED_RESET_ON_FORK, param) == 0)
        {
            return true;
        }

        _ = Libc.SetPriority(SchedParam.PRIO_PROCESS, 0, Nice);
        return false;
    }
}
