using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using static Gateway.Vrrp.Linux.Interop.SocketConstants;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Whether a firewall of this machine keeps VRRP from leaving it: sends a packet that passes the firewall's
/// OUTPUT and ends there, for the kernel sends nothing beyond the host to a group with TTL 0 (IPv4), or to one of the
/// interface alone (IPv6).</summary>
internal static class OutputProbe
{
    private const uint Group4 = 0xE0000012;

    private static readonly IpAddr Group6 = IpAddr.Parse("ff01::12");

    // The length of a header, and no version that anybody speaks.
    private static readonly byte[] Packet = new byte[8];

    /// <summary>Asks.</summary>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="interfaceName">Its name.</param>
    /// <param name="family">The family.</param>
    /// <returns>True when a firewall drops it; false also when it cannot be said.</returns>
    /// <exception cref="KernelException">CAP_NET_RAW is missing, or the interface is gone.</exception>
    public static bool IsDropped(int interfaceIndex, string interfaceName, IpFamily family)
    {
        using var socket = new KernelSocket(
            family == IpFamily.IPv6 ? AF_INET6 : AF_INET, SOCK_RAW | SOCK_NONBLOCK, IPPROTO_VRRP,
            $"ask the firewall on {interfaceName}");
        socket.BindToDevice(interfaceName);
        return (family == IpFamily.IPv6 ? SendV6(socket, interfaceIndex) : SendV4(socket, interfaceIndex))
            == Errno.EPERM;
    }

    private static int SendV4(KernelSocket socket, int interfaceIndex)
    {
        socket.SetOption(IPPROTO_IP, IP_MULTICAST_IF, new IpMReqN(0, 0, interfaceIndex));
        socket.SetOption(IPPROTO_IP, IP_MULTICAST_LOOP, 0);
        socket.SetOption(IPPROTO_IP, IP_MULTICAST_TTL, 0);
        _ = socket.TrySendTo(
            Packet, new SockAddrIn(AF_INET, 0, NetworkOrder.FromIPv4(IpAddr.FromIPv4(Group4)), 0), out var errno);
        return errno;
    }

    private static int SendV6(KernelSocket socket, int interfaceIndex)
    {
        socket.SetOption(IPPROTO_IPV6, IPV6_MULTICAST_IF, interfaceIndex);
        socket.SetOption(IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0);
        _ = socket.TrySendTo(
            Packet, new SockAddrIn6(AF_INET6, 0, 0, NetworkOrder.FromIPv6(Group6), interfaceIndex), out var errno);
        return errno;
    }
}
