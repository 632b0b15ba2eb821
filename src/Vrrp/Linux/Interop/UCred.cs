using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct ucred of sys/socket.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct UCred(int Process, uint User, uint Group);
