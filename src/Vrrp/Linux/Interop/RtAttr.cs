using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct rtattr of linux/rtnetlink.h: 4 bytes in front of every attribute; the length includes
/// them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct RtAttr(ushort Length, ushort Type);
