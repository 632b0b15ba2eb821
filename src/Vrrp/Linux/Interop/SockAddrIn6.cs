using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct sockaddr_in6 of netinet/in.h: 28 bytes. Port and flow are in network byte order; the scope is the
/// number of an interface.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct SockAddrIn6(ushort Family, ushort Port, uint FlowInfo, In6Addr Address, int ScopeId);
