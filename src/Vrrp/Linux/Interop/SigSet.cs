using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>sigset_t of signal.h, of which the first 64 bits are signals.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal readonly struct SigSet
{
    private readonly ulong _signals;

    private SigSet(ulong signals) => _signals = signals;

    /// <summary>The set of one signal.</summary>
    public static SigSet Of(int signal) => new(1UL << (signal - 1));

    /// <summary>Whether the signal is in the set.</summary>
    public bool Contains(int signal) => (_signals & Of(signal)._signals) != 0;
}
