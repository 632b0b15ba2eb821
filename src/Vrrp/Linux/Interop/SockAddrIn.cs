using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct sockaddr_in of netinet/in.h: 16 bytes. Port and address are in network byte order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SockAddrIn(ushort Family, ushort Port, uint Address, ulong Zero);
