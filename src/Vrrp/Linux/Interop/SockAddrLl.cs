using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct sockaddr_ll of linux/if_packet.h: 20 bytes. The protocol is in network byte order; the address is
/// unused for SOCK_RAW, whose frame carries it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct SockAddrLl(
    ushort Family, ushort Protocol, int InterfaceIndex,
    ushort HardwareType, byte PacketType, byte AddressLength, ulong Address);
