using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux;

/// <summary>How the kernel's scheduler treats the calling thread.</summary>
internal static class Scheduling
{
    // Above every ordinary thread, below the kernel's own (50 and up).
    private const int Priority = 20;

    /// <summary>Makes the calling thread a real-time one, so that no ordinary thread of the machine delays it. Threads
    /// and processes that it starts are ordinary again.</summary>
    /// <returns>False without CAP_SYS_NICE, or wherever the kernel or the C library (musl) refuses: it is a
    /// nicety.</returns>
    public static bool TryMakeRealTime() =>
        Libc.SchedSetScheduler(
            0, SchedParam.SCHED_RR | SchedParam.SCHED_RESET_ON_FORK, new SchedParam(Priority)) == 0;
}
