using Gateway.Vrrp.Linux.Interop;
using static Gateway.Vrrp.Linux.Interop.BpfConstants;
using static Gateway.Vrrp.Linux.Interop.SocketConstants;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Sees every VRRP packet that reaches an interface, of both families, BEFORE a firewall of this host can drop
/// it: what this socket hears and <see cref="VrrpSocket4"/> or <see cref="VrrpSocket6"/> does not, was dropped here. It
/// joins no group; theirs brings the frames in. Packets of a VLAN belong to another interface and are not
/// seen.</summary>
/// <remarks>It delivers them from the IP header on. Where Ethernet filled up a short frame, the filling follows the
/// packet; nothing of it was verified.</remarks>
/// <param name="interfaceIndex">The interface.</param>
/// <param name="interfaceName">Its name, for errors.</param>
internal sealed class WitnessSocket(int interfaceIndex, string interfaceName)
    : TapSocket(SOCK_DGRAM, interfaceIndex, VrrpOnly, $"watch for VRRP on {interfaceName}")
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
}
