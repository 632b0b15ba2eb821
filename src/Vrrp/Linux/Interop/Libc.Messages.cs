using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <content>Packets with an address and control data. The spans stay where they are during the call.</content>
internal static partial class Libc
{
    /// <summary>sendmsg(2).</summary>
    public static unsafe nint SendMessage(
        FileDescriptor fd, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> address, ReadOnlySpan<byte> control,
        int flags)
    {
        fixed (byte* payloadStart = payload, addressStart = address, controlStart = control)
        {
            var vector = new IoVec((nint)payloadStart, (nuint)payload.Length);
            var message = new MsgHdr
            {
                Name = (nint)addressStart,
                NameLength = (uint)address.Length,
                Vectors = (nint)(&vector),
                VectorCount = 1,
                Control = (nint)controlStart,
                ControlLength = (nuint)control.Length,
            };
            return SendMsg(fd, ref message, flags);
        }
    }

    /// <summary>recvmsg(2).</summary>
    /// <returns>The length of the payload, -1 without one.</returns>
    public static unsafe nint ReceiveMessage(
        FileDescriptor fd, Span<byte> payload, Span<byte> address, Span<byte> control, out int controlLength, int flags)
    {
        fixed (byte* payloadStart = payload, addressStart = address, controlStart = control)
        {
            var vector = new IoVec((nint)payloadStart, (nuint)payload.Length);
            var message = new MsgHdr
            {
                Name = (nint)addressStart,
                NameLength = (uint)address.Length,
                Vectors = (nint)(&vector),
                VectorCount = 1,
                Control = (nint)controlStart,
                ControlLength = (nuint)control.Length,
            };
            var length = RecvMsg(fd, ref message, flags);
            controlLength = length < 0 ? 0 : (int)message.ControlLength;
            return length;
        }
    }

    /// <summary>setsockopt(SO_ATTACH_FILTER): the kernel copies the program.</summary>
    public static unsafe int AttachFilter(FileDescriptor fd, ReadOnlySpan<SockFilter> program)
    {
        fixed (SockFilter* start = program)
        {
            var value = new SockFProg((ushort)program.Length, (nint)start);
            return SetSockOpt(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_ATTACH_FILTER,
                MemoryMarshal.AsBytes(new ReadOnlySpan<SockFProg>(in value)), (uint)sizeof(SockFProg));
        }
    }

    [LibraryImport(Library, EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMsg(FileDescriptor fd, ref MsgHdr message, int flags);

    [LibraryImport(Library, EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint RecvMsg(FileDescriptor fd, ref MsgHdr message, int flags);
}
