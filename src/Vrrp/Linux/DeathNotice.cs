using Gateway.Vrrp.Linux.Interop;
using static Gateway.Vrrp.Linux.Interop.SignalConstants;

namespace Gateway.Vrrp.Linux;

/// <summary>A child hears of the death of its parent by a signal of the kernel, the moment the thread ends that started
/// the child (PR_SET_PDEATHSIG). Its pipes tell it later, for the memory of the dead goes BEFORE its descriptors: of
/// 100 MB that takes between 5 and 80 ms. This is the parent's side; the child's is
/// <see cref="ParentWatch"/>.</summary>
public static class DeathNotice
{
    /// <summary>What the kernel sends.</summary>
    internal const int Signal = SIGUSR1;

    /// <summary>Makes the calling thread one that starts such a child. It must live as long as the process, or as the
    /// child. The signal waits for a child that is not ready for it. A real-time thread, where permitted, so that it is
    /// the first one to go when all are killed.</summary>
    public static void PrepareParent()
    {
        _ = Libc.PThreadSigMask(SIG_BLOCK, SigSet.Of(Signal), out _);
        _ = Scheduling.TryMakeRealTime();
    }
}
