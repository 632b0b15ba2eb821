using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct ifinfomsg of linux/rtnetlink.h: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct IfInfoMsg(ushort Family, ushort Type, int Index, uint Flags, uint Change);
