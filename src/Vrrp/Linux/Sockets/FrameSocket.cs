using System.Runtime.InteropServices;
using Gateway.Vrrp.Linux.Interop;
using static Gateway.Vrrp.Linux.Interop.SocketConstants;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Sends whole Ethernet frames (ARP, neighbor discovery) on any interface. Receives nothing:
/// its protocol is 0.</summary>
internal sealed class FrameSocket : IDisposable
{
    private const int ProtocolOffset = 12;
    private const int HeaderLength = 14;

    private readonly KernelSocket _socket = new(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, 0,
        "open a socket for Ethernet frames");

    /// <summary>Sends one frame, without waiting.</summary>
    /// <param name="interfaceIndex">Where it goes out.</param>
    /// <param name="frame">The frame from the destination address on, without its check sequence.</param>
    /// <param name="errno">0, or why not: ENETDOWN when the interface is down, ENXIO when it is gone, ENOBUFS when a
    /// queue is full, EINVAL when the frame is shorter than its header.</param>
    public bool TrySend(int interfaceIndex, ReadOnlySpan<byte> frame, out int errno)
    {
        if (frame.Length < HeaderLength)
        {
            errno = Errno.EINVAL;
            return false;
        }

        // Both are in network byte order: the bytes are copied as they are.
        var protocol = MemoryMarshal.Read<ushort>(frame[ProtocolOffset..]);
        return _socket.TrySendTo(frame, new SockAddrLl(AF_PACKET, protocol, interfaceIndex, 0, 0, 0, 0), out errno);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
