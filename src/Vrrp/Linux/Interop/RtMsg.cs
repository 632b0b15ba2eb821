using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct rtmsg of linux/rtnetlink.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct RtMsg(
    byte Family, byte DstLen, byte SrcLen, byte Tos, byte Table, byte Protocol, byte Scope, byte Type, uint Flags);
