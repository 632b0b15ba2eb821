using Gateway.Vrrp.Linux.Interop;
using static Gateway.Vrrp.Linux.Interop.BpfConstants;
using static Gateway.Vrrp.Linux.Interop.SocketConstants;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Hears who says which address lives where: ARP, and neighbor advertisements of IPv6 (RFC 4861 section 4.4),
/// as whole Ethernet frames, from the destination address on. Frames of this host and of VLANs are not heard.</summary>
/// <param name="interfaceIndex">The interface.</param>
/// <param name="interfaceName">Its name, for errors.</param>
internal sealed class NeighborSocket(int interfaceIndex, string interfaceName)
    : TapSocket(SOCK_RAW, interfaceIndex, ClaimsOnly, $"watch neighbors on {interfaceName}")
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
}
