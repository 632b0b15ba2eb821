using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct inet_diag_bc_op of linux/inet_diag.h: 4 bytes, one instruction of a socket filter. The jumps count
/// bytes; one that ends 4 bytes behind the filter rejects.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct InetDiagBcOp(byte Code, byte Yes, ushort No);
