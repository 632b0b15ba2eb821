using System.Runtime.InteropServices;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using static Gateway.Vrrp.Linux.Interop.SocketConstants;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Sends and receives VRRP over IPv4 on one interface (RFC 9568 section 5.1.1): protocol 112, group
/// 224.0.0.18, TTL 255. Dies with its interface: when one of that name comes back, open another socket.</summary>
internal sealed class VrrpSocket4 : IDisposable
{
    // Class selector 6, network control, as every router marks its routing protocols.
    private const int NetworkControl = 0xC0;

    // The highest that needs no capability: no queueing discipline of ours may hold an advertisement back.
    private const int InteractivePriority = 6;

    // Thousands of advertisements, should the thread be kept from running.
    private const int ReceiveBufferBytes = 256 * 1024;

    private static readonly IpAddr Group = IpAddr.FromIPv4(0xE0000012);
    private static readonly SockAddrIn GroupAddress = new(AF_INET, 0, NetworkOrder(Group), 0);

    private readonly KernelSocket _socket;
    private readonly int _interfaceIndex;
    private readonly string _interfaceName;

    /// <summary>Opens the socket and joins the group, so that the switch sends us the group's frames.</summary>
    /// <exception cref="KernelException">CAP_NET_RAW is missing, or the interface is gone.</exception>
    public VrrpSocket4(int interfaceIndex, string interfaceName)
    {
        _interfaceIndex = interfaceIndex;
        _interfaceName = interfaceName;
        _socket = new(AF_INET, IPPROTO_VRRP, SOCK_NONBLOCK, $"open VRRP on {interfaceName}");
        try
        {
            SetUp();
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>What to give to <see cref="PollLoop.Add"/>.</summary>
    public FileDescriptor Descriptor => _socket.Descriptor;

    /// <summary>Says which of the interface's addresses the packets come from. Until said, the kernel takes the first.
    /// When the interface no longer has it, sending fails.</summary>
    /// <param name="source">An IPv4 address of the interface; <c>default</c> leaves the choice to the kernel
    /// again.</param>
    /// <exception cref="KernelException">The interface is gone.</exception>
    public void SetSource(IpAddr source)
    {
        var choice = new IpMReqN(0, NetworkOrder(source), _interfaceIndex);
        _socket.SetOption(IPPROTO_IP, IP_MULTICAST_IF, choice, $"send from {_interfaceName}");
    }

    /// <summary>Receives one packet, IP header included, without waiting.</summary>
    /// <param name="buffer">Where to; a longer packet is cut.</param>
    /// <returns>The bytes received; 0 when nothing is there, or the interface is down or gone (netlink
    /// tells).</returns>
    /// <exception cref="KernelException">The kernel refuses for a reason that does not pass.</exception>
    public int TryReceive(Span<byte> buffer)
    {
        var length = _socket.Receive(buffer, 0, out var errno);
        return errno switch
        {
            0 => length,
            Errno.EAGAIN or Errno.ENETDOWN or Errno.ENETUNREACH or Errno.ENODEV or Errno.ENOBUFS or Errno.ENOMEM => 0,
            _ => throw new KernelException($"receive VRRP on {_interfaceName}", "recv", errno),
        };
    }

    /// <summary>Sends one VRRP packet to the group; the kernel writes the IP header.</summary>
    /// <param name="payload">The packet from the VRRP header on.</param>
    /// <param name="errno">0, or why not: EPERM when a firewall of this host drops it, ENOBUFS when a queue is full,
    /// ENETDOWN or ENETUNREACH when the interface is down, EINVAL or ENETUNREACH when the source address is
    /// gone.</param>
    public bool TrySend(ReadOnlySpan<byte> payload, out int errno) =>
        _socket.TrySendTo(payload, GroupAddress, out errno);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static uint NetworkOrder(IpAddr address)
    {
        Span<byte> bytes = stackalloc byte[4];
        bytes.Clear();
        _ = address.WriteTo(bytes);
        return MemoryMarshal.Read<uint>(bytes);
    }

    private void SetUp()
    {
        // Bound BEFORE joined: not one packet of another interface gets in.
        _socket.BindToDevice(_interfaceName);
        _socket.SetOption(SOL_SOCKET, SO_RCVBUF, ReceiveBufferBytes);
        _socket.SetOption(IPPROTO_IP, IP_MULTICAST_ALL, 0);
        _socket.SetOption(IPPROTO_IP, IP_MULTICAST_LOOP, 0);
        _socket.SetOption(IPPROTO_IP, IP_MULTICAST_TTL, 255);
        // The priority AFTER the type of service, which sets a lower one.
        _socket.SetOption(IPPROTO_IP, IP_TOS, NetworkControl);
        _socket.SetOption(SOL_SOCKET, SO_PRIORITY, InteractivePriority);
        SetSource(default);
        _socket.SetOption(IPPROTO_IP, IP_ADD_MEMBERSHIP, new IpMReqN(NetworkOrder(Group), 0, _interfaceIndex),
            $"join {Group} on {_interfaceName}");
    }
}
