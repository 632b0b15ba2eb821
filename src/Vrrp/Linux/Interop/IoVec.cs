using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct iovec of sys/uio.h: a place in memory that does not move while the kernel uses it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct IoVec(nint Base, nuint Length);
