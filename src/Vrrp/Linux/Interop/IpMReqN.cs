using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct ip_mreqn of linux/in.h: 12 bytes. Both addresses are in network byte order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct IpMReqN(uint Group, uint Address, int InterfaceIndex);
