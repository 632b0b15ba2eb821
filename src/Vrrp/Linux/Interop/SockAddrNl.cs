using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct sockaddr_nl of linux/netlink.h: 12 bytes. Port 0 is the kernel, or asks it to choose one.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SockAddrNl(ushort Family, ushort Pad, uint PortId, uint Groups);
