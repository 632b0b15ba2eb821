using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct in6_pktinfo of netinet/in.h: 20 bytes. The address is the destination of a received packet, the
/// source of one that is sent.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct In6PktInfo(In6Addr Address, int InterfaceIndex);
