using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct in6_addr of netinet/in.h: 16 bytes in network byte order, as two halves.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct In6Addr(ulong First, ulong Last);
