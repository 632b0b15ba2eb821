using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct inet_diag_sockid of linux/inet_diag.h: 48 bytes. Ports and addresses are in network byte order; an
/// IPv4 address is the first four bytes. The cookie is of one socket for ever.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct InetDiagSockId(
    ushort SourcePort, ushort DestinationPort, In6Addr Source, In6Addr Destination, uint InterfaceIndex, ulong Cookie);
