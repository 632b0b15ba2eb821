using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct sock_filter of linux/filter.h: 8 bytes, one instruction of a packet filter.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SockFilter(ushort Code, byte JumpTrue, byte JumpFalse, uint Value)
{
    /// <summary>Loads a byte of the packet, or a number that the kernel knows about it.</summary>
    public static SockFilter Load(uint offset) => new(BpfConstants.BPF_LD_BYTE, 0, 0, offset);

    /// <summary>Loads four bytes of the packet, the first one highest.</summary>
    public static SockFilter LoadWord(uint offset) => new(BpfConstants.BPF_LD_WORD, 0, 0, offset);

    /// <summary>Keeps those bits of what was loaded.</summary>
    public static SockFilter And(uint mask) => new(BpfConstants.BPF_AND, 0, 0, mask);

    /// <summary>Passes over so many instructions.</summary>
    public static SockFilter Pass(uint count) => new(BpfConstants.BPF_JMP, 0, 0, count);

    /// <summary>Passes over so many instructions, when what was loaded is that value, and so many when not.</summary>
    public static SockFilter IfEqual(uint value, byte thenPass, byte elsePass) =>
        new(BpfConstants.BPF_JMP_EQUAL, thenPass, elsePass, value);

    /// <summary>Ends with that many bytes of the packet; with 0 it is dropped.</summary>
    public static SockFilter Return(uint length) => new(BpfConstants.BPF_RET, 0, 0, length);
}
