using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using static Gateway.Vrrp.Linux.Interop.SocketConstants;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Sends and receives VRRP over IPv4 on one interface (RFC 9568 section 5.1.1): protocol 112, TTL 255, to the
/// group 224.0.0.18 or to a peer. Dies with its interface: when one of that name comes back, open another
/// socket.</summary>
internal sealed class VrrpSocket4 : IDisposable
{
    // Class selector 6, network control, as every router marks its routing protocols.
    private const int NetworkControl = 0xC0;

    // The highest that needs no capability: no queueing discipline of ours may hold an advertisement back.
    private const int InteractivePriority = 6;

    // Thousands of advertisements, should the thread be kept from running.
    private const int ReceiveBufferBytes = 256 * 1024;

    private static readonly IpAddr Group = IpAddr.FromIPv4(0xE0000012);
    private static readonly SockAddrIn GroupAddress = new(AF_INET, 0, NetworkOrder.FromIPv4(Group), 0);

    private readonly KernelSocket _socket;
    private readonly int _interfaceIndex;
    private readonly string _interfaceName;
    private readonly byte[] _control = new byte[ControlMessage.LengthOf<InPktInfo>()];
    private uint _source;
    private bool _joined;

    /// <summary>Opens the socket.</summary>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="interfaceName">Its name.</param>
    /// <param name="joinGroup">Whether to <see cref="JoinGroup"/>; without, only what comes to an address of this host
    /// is received.</param>
    /// <exception cref="KernelException">CAP_NET_RAW is missing, or the interface is gone.</exception>
    public VrrpSocket4(int interfaceIndex, string interfaceName, bool joinGroup)
    {
        _interfaceIndex = interfaceIndex;
        _interfaceName = interfaceName;
        _socket = new(AF_INET, SOCK_RAW | SOCK_NONBLOCK, IPPROTO_VRRP, $"open VRRP on {interfaceName}");
        try
        {
            SetUp();
            if (joinGroup)
            {
                JoinGroup();
            }
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>What to give to <see cref="PollLoop.Add"/>.</summary>
    public FileDescriptor Descriptor => _socket.Descriptor;

    /// <summary>Joins the group, so that the switch sends us the group's frames. Joined already, it does
    /// nothing.</summary>
    /// <exception cref="KernelException">The interface is gone.</exception>
    public void JoinGroup()
    {
        if (!_joined)
        {
            var membership = new IpMReqN(NetworkOrder.FromIPv4(Group), 0, _interfaceIndex);
            _socket.SetOption(IPPROTO_IP, IP_ADD_MEMBERSHIP, membership, $"join {Group} on {_interfaceName}");
            _joined = true;
        }
    }

    /// <summary>Says which of the interface's addresses the packets come from, to the group and to peers. Until said,
    /// the kernel chooses. They come from it also while this host does not have it.</summary>
    /// <param name="source">An IPv4 address of the interface; <c>default</c> leaves the choice to the kernel
    /// again.</param>
    /// <exception cref="KernelException">The interface is gone.</exception>
    public void SetSource(IpAddr source)
    {
        var choice = new IpMReqN(0, NetworkOrder.FromIPv4(source), _interfaceIndex);
        _socket.SetOption(IPPROTO_IP, IP_MULTICAST_IF, choice, $"send from {_interfaceName}");
        _source = choice.Address;
    }

    /// <summary>Receives one packet, IP header included, without waiting.</summary>
    /// <param name="buffer">Where to; a longer packet is cut.</param>
    /// <returns>The bytes received; 0 when nothing is there, or the interface is down or gone (netlink
    /// tells).</returns>
    /// <exception cref="KernelException">The kernel refuses for a reason that does not pass.</exception>
    public int TryReceive(Span<byte> buffer)
    {
        var length = _socket.Receive(buffer, 0, out var errno);
        return errno == 0 ? length
            : KernelSocket.IsNothing(errno) ? 0
            : throw new KernelException($"receive VRRP on {_interfaceName}", "recv", errno);
    }

    /// <summary>Sends one VRRP packet to the group; the kernel writes the IP header.</summary>
    /// <param name="payload">The packet from the VRRP header on.</param>
    /// <param name="errno">0, or why not: EPERM when a firewall of this host drops it, ENOBUFS when a queue is full,
    /// ENETDOWN or ENETUNREACH when the interface is down.</param>
    public bool TrySend(ReadOnlySpan<byte> payload, out int errno) =>
        _socket.TrySendTo(payload, GroupAddress, out errno);

    /// <summary>Sends one VRRP packet to a peer, out of this interface whatever the routes say of others.</summary>
    /// <param name="payload">The packet from the VRRP header on.</param>
    /// <param name="destination">An IPv4 address.</param>
    /// <param name="errno">0, or why not: as above. Where no route of this interface leads to the peer, the kernel
    /// looks for it on the link; that it does not answer ARP is no error.</param>
    public bool TrySend(ReadOnlySpan<byte> payload, IpAddr destination, out int errno)
    {
        var address = new SockAddrIn(AF_INET, 0, NetworkOrder.FromIPv4(destination), 0);
        ControlMessage.Write(_control, IPPROTO_IP, IP_PKTINFO, new InPktInfo(_interfaceIndex, _source, 0));
        return _socket.TrySendMessage(payload, address, _control, out errno);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void SetUp()
    {
        // Bound BEFORE joined: not one packet of another interface gets in.
        _socket.BindToDevice(_interfaceName);
        _socket.SetOption(SOL_SOCKET, SO_RCVBUF, ReceiveBufferBytes);
        _socket.SetOption(IPPROTO_IP, IP_MULTICAST_ALL, 0);
        _socket.SetOption(IPPROTO_IP, IP_MULTICAST_LOOP, 0);
        _socket.SetOption(IPPROTO_IP, IP_MULTICAST_TTL, 255);
        _socket.SetOption(IPPROTO_IP, IP_TTL, 255);
        // The priority AFTER the type of service, which sets a lower one.
        _socket.SetOption(IPPROTO_IP, IP_TOS, NetworkControl);
        _socket.SetOption(SOL_SOCKET, SO_PRIORITY, InteractivePriority);
        // A source address that is flushed and added again at once must not silence a Master meanwhile. For reception
        // it means nothing: a raw socket has no port to take from others.
        _socket.SetOption(IPPROTO_IP, IP_TRANSPARENT, 1);
        SetSource(default);
    }
}
