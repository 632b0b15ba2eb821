namespace Gateway.Vrrp.Linux.Interop;

/// <summary>Numbers of signal.h, sys/signalfd.h and sys/prctl.h: the same on x86-64 and arm64.</summary>
internal static class SignalConstants
{
    public const int SIGUSR1 = 10;
    public const int SIG_BLOCK = 0;
    public const int SFD_NONBLOCK = 0x800;
    public const int SFD_CLOEXEC = 0x80000;
    public const int PR_SET_PDEATHSIG = 1;
}
