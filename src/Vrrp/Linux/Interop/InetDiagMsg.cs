using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct inet_diag_msg of linux/inet_diag.h: 72 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct InetDiagMsg(
    byte Family, byte State, byte Timer, byte Retransmits, InetDiagSockId Id,
    uint Expires, uint ReceiveQueue, uint SendQueue, uint UserId, uint Inode);
