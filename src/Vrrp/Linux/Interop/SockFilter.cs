using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct sock_filter of linux/filter.h: 8 bytes, one instruction of a packet filter.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SockFilter(ushort Code, byte JumpTrue, byte JumpFalse, uint Value)
{
    /// <summary>Loads a byte of the packet, or a number that the kernel knows about it.</summary>
    public static SockFilter Load(uint offset) => new(BpfConstants.BPF_LD_BYTE, 0, 0, offset);

    /// <summary>Passes over so many instructions, when what was loaded is that value, and so many when not.</summary>
    public static SockFilter IfEqual(uint value, byte thenPass, byte elsePass) =>
        new(BpfConstants.BPF_JMP_EQUAL, thenPass, elsePass, value);

    /// <summary>Ends with that many bytes of the packet; with 0 it is dropped.</summary>
    public static SockFilter Return(uint length) => new(BpfConstants.BPF_RET, 0, 0, length);
}
