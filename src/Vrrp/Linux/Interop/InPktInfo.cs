using System.Runtime.InteropServices;

namespace Gateway.Vrrp.Linux.Interop;

/// <summary>struct in_pktinfo of netinet/in.h: 12 bytes. Both addresses are in network byte order; when sending, the
/// first is the source and the second unused.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct InPktInfo(int InterfaceIndex, uint Source, uint Destination);
