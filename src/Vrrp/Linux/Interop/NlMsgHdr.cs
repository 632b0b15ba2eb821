using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct nlmsghdr of linux/netlink.h: 16 bytes in front of every message, host byte order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NlMsgHdr(uint Length, ushort Type, ushort Flags, uint Sequence, uint PortId);
