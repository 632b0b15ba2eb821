using Gateway.Vrrp.Linux.Interop;
using static Gateway.Vrrp.Linux.Interop.BpfConstants;
using static Gateway.Vrrp.Linux.Interop.SocketConstants;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Hears who says which address lives where: ARP, and neighbor advertisements of IPv6 (RFC 4861 section 4.4),
/// as whole Ethernet frames. Frames of this host and of VLANs are not heard.</summary>
internal sealed class NeighborSocket : IDisposable
{
    private const int NextHeaderOffset = 14 + 6;
    private const int MessageTypeOffset = 14 + 40;

    // What does not match is dropped in the kernel: the proxied traffic wakes nobody.
    private static readonly SockFilter[] ClaimsOnly =
    [
        SockFilter.Load(SKF_AD_VLAN_TAG_PRESENT),
        SockFilter.IfEqual(0, 0, 8),
        SockFilter.Load(SKF_AD_PROTOCOL),
        SockFilter.IfEqual(ETH_P_ARP, 5, 0),
        SockFilter.IfEqual(ETH_P_IPV6, 0, 5),
        SockFilter.Load(NextHeaderOffset),
        SockFilter.IfEqual(IPPROTO_ICMPV6, 0, 3),
        SockFilter.Load(MessageTypeOffset),
        SockFilter.IfEqual(NEIGHBOR_ADVERTISEMENT, 0, 1),
        SockFilter.Return(WHOLE_PACKET),
        SockFilter.Return(0),
    ];

    private readonly KernelSocket _socket;
    private readonly string _interfaceName;

    /// <summary>Opens the socket.</summary>
    /// <exception cref="KernelException">CAP_NET_RAW is missing, or the interface is gone.</exception>
    public NeighborSocket(int interfaceIndex, string interfaceName)
    {
        _interfaceName = interfaceName;
        _socket = KernelSocket.OpenTap(SOCK_RAW, interfaceIndex, ClaimsOnly, $"watch neighbors on {interfaceName}");
    }

    /// <summary>What to give to <see cref="PollLoop.Add"/>.</summary>
    public FileDescriptor Descriptor => _socket.Descriptor;

    /// <summary>Receives one frame from its destination address on, without waiting.</summary>
    /// <param name="buffer">Where to; a longer frame is cut.</param>
    /// <returns>The bytes received; 0 when nothing is there, or the interface is down or gone (netlink
    /// tells).</returns>
    /// <exception cref="KernelException">The kernel refuses for a reason that does not pass.</exception>
    public int TryReceive(Span<byte> buffer)
    {
        var length = _socket.Receive(buffer, 0, out var errno);
        return errno == 0 ? length
            : KernelSocket.IsNothing(errno) ? 0
            : throw new KernelException($"watch neighbors on {_interfaceName}", "recv", errno);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
