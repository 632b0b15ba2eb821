using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct sock_fprog of linux/filter.h on a 64-bit machine: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SockFProg(ushort Length, nint Filter);
