using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>What goes with a packet and is not in it: its addresses, its interface, its hop limit.</summary>
internal static class ControlMessage
{
    private const int HeaderLength = 16;

    /// <summary>The next multiple of 8 bytes, at which the next message starts.</summary>
    public static int Align(int length) => (length + 7) & ~7;

    /// <summary>Bytes that a message with that content takes.</summary>
    public static int LengthOf<T>()
        where T : unmanaged =>
        HeaderLength + Align(Unsafe.SizeOf<T>());

    /// <summary>Writes one message.</summary>
    /// <param name="destination">At least <see cref="LengthOf"/> bytes.</param>
    /// <param name="level">IPPROTO_*.</param>
    /// <param name="type">IP_* or IPV6_*.</param>
    /// <param name="value">The content.</param>
    public static void Write<T>(Span<byte> destination, int level, int type, in T value)
        where T : unmanaged
    {
        var length = HeaderLength + Unsafe.SizeOf<T>();
        MemoryMarshal.Write(destination, new CMsgHdr((nuint)length, level, type));
        MemoryMarshal.Write(destination[HeaderLength..], value);
        destination[length..Align(length)].Clear();
    }
}
