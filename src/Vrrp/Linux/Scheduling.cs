using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux;

/// <summary>How the kernel's scheduler treats the calling thread.</summary>
internal static class Scheduling
{
    // Above every ordinary thread, below the kernel's own (50 and up).
    private const int Priority = 20;

    /// <summary>Makes the calling thread a real-time one, so that no ordinary thread of the machine delays it. Threads
    /// and processes that it starts are ordinary again.</summary>
    /// <returns>False without CAP_SYS_NICE, or where the C library has no such call (musl).</returns>
    /// <exception cref="KernelException">The kernel refuses for another reason.</exception>
    public static bool TryMakeRealTime()
    {
        var parameter = new SchedParam(Priority);
        if (Libc.SchedSetScheduler(0, SchedParam.SCHED_RR | SchedParam.SCHED_RESET_ON_FORK, parameter) == 0)
        {
            return true;
        }

        var errno = Marshal.GetLastPInvokeError();
        return errno is Errno.EPERM or Errno.ENOSYS
            ? false
            : throw new KernelException("make the thread real-time", "sched_setscheduler(SCHED_RR)", errno);
    }
}
