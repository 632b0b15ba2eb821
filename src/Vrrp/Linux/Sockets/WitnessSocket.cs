using Gateway.Vrrp.Linux.Interop;
using static Gateway.Vrrp.Linux.Interop.BpfConstants;
using static Gateway.Vrrp.Linux.Interop.SocketConstants;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Sees every VRRP packet that reaches an interface, of both families, BEFORE a firewall of this host can drop
/// it: what this socket hears and <see cref="VrrpSocket4"/> or <see cref="VrrpSocket6"/> does not, was dropped here. It
/// joins no group; theirs brings the frames in. Packets of a VLAN belong to another interface and are not
/// seen.</summary>
internal sealed class WitnessSocket : IDisposable
{
    // What does not match is dropped in the kernel: the proxied traffic wakes nobody.
    private static readonly SockFilter[] VrrpOnly =
    [
        SockFilter.Load(SKF_AD_VLAN_TAG_PRESENT),
        SockFilter.IfEqual(0, 0, 10),
        SockFilter.Load(SKF_AD_PKTTYPE),
        SockFilter.IfEqual(PACKET_OTHERHOST, 8, 0),
        SockFilter.Load(SKF_AD_PROTOCOL),
        SockFilter.IfEqual(ETH_P_IP, 0, 2),
        SockFilter.Load(9),
        SockFilter.IfEqual(IPPROTO_VRRP, 3, 4),
        SockFilter.IfEqual(ETH_P_IPV6, 0, 3),
        SockFilter.Load(6),
        SockFilter.IfEqual(IPPROTO_VRRP, 0, 1),
        SockFilter.Return(WHOLE_PACKET),
        SockFilter.Return(0),
    ];

    private readonly KernelSocket _socket;
    private readonly string _interfaceName;

    /// <summary>Opens the socket.</summary>
    /// <exception cref="KernelException">CAP_NET_RAW is missing, or the interface is gone.</exception>
    public WitnessSocket(int interfaceIndex, string interfaceName)
    {
        _interfaceName = interfaceName;
        _socket = KernelSocket.OpenTap(SOCK_DGRAM, interfaceIndex, VrrpOnly, $"watch for VRRP on {interfaceName}");
    }

    /// <summary>What to give to <see cref="PollLoop.Add"/>.</summary>
    public FileDescriptor Descriptor => _socket.Descriptor;

    /// <summary>Receives one packet from its IP header on, without waiting. Where Ethernet filled up a short frame,
    /// the filling follows the packet; nothing of it was verified.</summary>
    /// <param name="buffer">Where to; a longer packet is cut.</param>
    /// <returns>The bytes received; 0 when nothing is there, or the interface is down or gone (netlink
    /// tells).</returns>
    /// <exception cref="KernelException">The kernel refuses for a reason that does not pass.</exception>
    public int TryReceive(Span<byte> buffer)
    {
        var length = _socket.Receive(buffer, 0, out var errno);
        return errno == 0 ? length
            : KernelSocket.IsNothing(errno) ? 0
            : throw new KernelException($"watch for VRRP on {_interfaceName}", "recv", errno);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
