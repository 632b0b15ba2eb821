using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct cmsghdr of sys/socket.h on a 64-bit machine: 16 bytes in front of what belongs to a packet and is
/// not in it. The length includes them; the next one starts at a multiple of 8 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CMsgHdr(nuint Length, int Level, int Type);
