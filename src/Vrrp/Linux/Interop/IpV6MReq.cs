using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct ipv6_mreq of netinet/in.h: 20 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct IpV6MReq(In6Addr Group, int InterfaceIndex);
