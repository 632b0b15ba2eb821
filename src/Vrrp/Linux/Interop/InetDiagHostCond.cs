using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct inet_diag_hostcond of linux/inet_diag.h: 8 bytes in front of an address. Port -1 is any.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct InetDiagHostCond(byte Family, byte PrefixLength, ushort Pad, int Port);
