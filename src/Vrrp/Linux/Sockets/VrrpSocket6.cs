using System.Runtime.InteropServices;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Packets;
using static Gateway.Vrrp.Linux.Interop.SocketConstants;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Sends and receives VRRP over IPv6 on one interface (RFC 9568 section 5.1.2): protocol 112, hop limit 255,
/// to the group ff02::12 or to a peer. The kernel writes the checksum, and drops what comes with a wrong one. Dies with
/// its interface: when one of that name comes back, open another socket.</summary>
internal sealed class VrrpSocket6 : IDisposable
{
    // As with IPv4: see there.
    private const int NetworkControl = 0xC0;
    private const int InteractivePriority = 6;
    private const int ReceiveBufferBytes = 256 * 1024;

    // RFC 9568 section 5.2.8: of the whole message with its pseudo-header.
    private const int ChecksumOffset = 6;

    private static readonly IpAddr Group = IpAddr.Parse("ff02::12");

    private readonly KernelSocket _socket;
    private readonly int _interfaceIndex;
    private readonly string _interfaceName;
    private readonly byte[] _control = new byte[ControlMessage.LengthOf<In6PktInfo>()];
    private readonly byte[] _receivedControl = new byte[128];
    private In6Addr _source;
    private bool _joined;

    /// <summary>Opens the socket.</summary>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="interfaceName">Its name.</param>
    /// <param name="joinGroup">Whether to <see cref="JoinGroup"/>. Without, the group is heard all the same where
    /// another socket joined it on this interface: IPV6_MULTICAST_ALL does not count for raw sockets.</param>
    /// <exception cref="KernelException">CAP_NET_RAW is missing, the interface is gone, or IPv6 is off there. When
    /// it is switched on again, a link-local address appears.</exception>
    public VrrpSocket6(int interfaceIndex, string interfaceName, bool joinGroup)
    {
        _interfaceIndex = interfaceIndex;
        _interfaceName = interfaceName;
        DemandIPv6();
        _socket = new(AF_INET6, SOCK_RAW | SOCK_NONBLOCK, IPPROTO_VRRP, $"open VRRP over IPv6 on {interfaceName}");
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
    /// <exception cref="KernelException">The interface is gone, or its MTU is less than IPv6 needs.</exception>
    public void JoinGroup()
    {
        if (!_joined)
        {
            var membership = new IpV6MReq(NetworkOrder.FromIPv6(Group), _interfaceIndex);
            _socket.SetOption(IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, membership, $"join {Group} on {_interfaceName}");
            _joined = true;
        }
    }

    /// <summary>Says which of the interface's addresses the packets come from, to the group and to peers. Until said,
    /// the kernel chooses. They come from it also while the interface does not have it, as a macvlan has not what is on
    /// the one below, or still looks for a duplicate.</summary>
    /// <param name="source">An IPv6 address of the interface, for the group a link-local one; <c>default</c> leaves the
    /// choice to the kernel again.</param>
    public void SetSource(IpAddr source) => _source = NetworkOrder.FromIPv6(source);

    /// <summary>Receives one packet without waiting.</summary>
    /// <param name="buffer">Where to; a longer packet is cut.</param>
    /// <param name="datagram">The packet, a view of the buffer.</param>
    /// <returns>False when nothing is there, or the interface is down or gone (netlink tells).</returns>
    /// <exception cref="KernelException">The kernel refuses for a reason that does not pass.</exception>
    public bool TryReceive(Span<byte> buffer, out VrrpDatagram datagram)
    {
        var length = _socket.ReceiveMessage(
            buffer, out SockAddrIn6 sender, _receivedControl, out var controlLength, out var errno);
        datagram = default;
        if (errno != 0)
        {
            return KernelSocket.IsNothing(errno)
                ? false
                : throw new KernelException($"receive VRRP over IPv6 on {_interfaceName}", "recvmsg", errno);
        }

        var (destination, hopLimit) = ReadControl(_receivedControl.AsSpan(0, controlLength));
        datagram = new()
        {
            Source = NetworkOrder.ToIPv6(sender.Address),
            Destination = destination,
            HopLimit = hopLimit,
            Message = buffer[..length],
        };
        return true;
    }

    /// <summary>Sends one VRRP packet to the group; the kernel writes the IP header and the checksum.</summary>
    /// <param name="payload">The packet from the VRRP header on, 8 bytes or more.</param>
    /// <param name="errno">0, or why not: EPERM when a firewall of this host drops it, ENOBUFS when a queue is full,
    /// ENETDOWN or ENETUNREACH when the interface is down, EADDRNOTAVAIL when the kernel has no source address to
    /// choose.</param>
    public bool TrySend(ReadOnlySpan<byte> payload, out int errno) => TrySend(payload, Group, out errno);

    /// <summary>Sends one VRRP packet to a peer, out of this interface whatever the routes say of others.</summary>
    /// <param name="payload">The packet from the VRRP header on, 8 bytes or more.</param>
    /// <param name="destination">An IPv6 address; a link-local one is on this interface.</param>
    /// <param name="errno">0, or why not: as above, and ENETUNREACH when no route of this interface leads there. That
    /// the peer does not answer is no error.</param>
    public bool TrySend(ReadOnlySpan<byte> payload, IpAddr destination, out int errno)
    {
        var address = new SockAddrIn6(AF_INET6, 0, 0, NetworkOrder.FromIPv6(destination), _interfaceIndex);
        ControlMessage.Write(_control, IPPROTO_IPV6, IPV6_PKTINFO, new In6PktInfo(_source, _interfaceIndex));
        return _socket.TrySendMessage(payload, address, _control, out errno);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    // What the kernel did not tell stays zero, which no valid packet has.
    private static (IpAddr Destination, byte HopLimit) ReadControl(ReadOnlySpan<byte> control)
    {
        var (destination, hopLimit) = (default(IpAddr), (byte)0);
        var reader = new ControlReader(control);
        while (reader.TryRead(out var level, out var type, out var value))
        {
            if ((level, type) == (IPPROTO_IPV6, IPV6_PKTINFO) && MemoryMarshal.TryRead(value, out In6PktInfo info))
            {
                destination = NetworkOrder.ToIPv6(info.Address);
            }
            else if ((level, type) == (IPPROTO_IPV6, IPV6_HOPLIMIT) && MemoryMarshal.TryRead(value, out int limit))
            {
                hopLimit = (byte)limit;
            }
        }

        return (destination, hopLimit);
    }

    // The kernel would open the socket all the same, and refuse every packet.
    private void DemandIPv6()
    {
        if (Sysctl.TryRead($"net/ipv6/conf/{_interfaceName}/disable_ipv6", out var value, out _) && value != "0")
        {
            throw new KernelException(
                $"speak VRRP over IPv6 on {_interfaceName}, where net.ipv6.conf.{_interfaceName}.disable_ipv6 is set",
                "socket", Errno.EADDRNOTAVAIL);
        }
    }

    private void SetUp()
    {
        // Bound BEFORE joined: not one packet of another interface gets in.
        _socket.BindToDevice(_interfaceName);
        _socket.SetOption(SOL_SOCKET, SO_RCVBUF, ReceiveBufferBytes);
        _socket.SetOption(SOL_SOCKET, SO_PRIORITY, InteractivePriority);
        _socket.SetOption(IPPROTO_IPV6, IPV6_CHECKSUM, ChecksumOffset);
        _socket.SetOption(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
        _socket.SetOption(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
        _socket.SetOption(IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0);
        _socket.SetOption(IPPROTO_IPV6, IPV6_MULTICAST_IF, _interfaceIndex);
        _socket.SetOption(IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 255);
        _socket.SetOption(IPPROTO_IPV6, IPV6_UNICAST_HOPS, 255);
        _socket.SetOption(IPPROTO_IPV6, IPV6_TCLASS, NetworkControl);
        // As with IPv4.
        _socket.SetOption(IPPROTO_IPV6, IPV6_FREEBIND, 1);
    }
}
