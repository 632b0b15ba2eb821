using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct inet_diag_req_v2 of linux/inet_diag.h: 56 bytes. The states are a set of bits.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct InetDiagReqV2(
    byte Family, byte Protocol, byte Extensions, byte Pad, uint States, InetDiagSockId Id);
