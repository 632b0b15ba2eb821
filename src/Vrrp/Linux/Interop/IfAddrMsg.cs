using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct ifaddrmsg of linux/if_addr.h: 8 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct IfAddrMsg(byte Family, byte PrefixLength, byte Flags, byte Scope, int Index);
