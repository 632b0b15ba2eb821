using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct sched_param of sched.h, with the policies. The C library's may be longer; the kernel reads one
/// number.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SchedParam(int Priority)
{
    public const int SCHED_RR = 2;
    public const int SCHED_RESET_ON_FORK = 0x40000000;

    /// <summary>For setpriority: of a process, or on Linux of a thread.</summary>
    public const int PRIO_PROCESS = 0;
}
