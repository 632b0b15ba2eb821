using System.Runtime.InteropServices;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>Addresses as the kernel's structures carry them.</summary>
internal static class NetworkOrder
{
    /// <summary>The four bytes of an IPv4 address; zeros for no address.</summary>
    public static uint FromIPv4(IpAddr address) => Copy<uint>(address);

    /// <summary>The sixteen bytes of an IPv6 address; zeros for no address.</summary>
    public static In6Addr FromIPv6(IpAddr address) => Copy<In6Addr>(address);

    /// <summary>The address that the sixteen bytes are.</summary>
    public static IpAddr ToIPv6(In6Addr address) =>
        IpAddr.FromBytes(MemoryMarshal.AsBytes(new ReadOnlySpan<In6Addr>(in address)));

    private static T Copy<T>(IpAddr address)
        where T : unmanaged
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        _ = address.WriteTo(bytes);
        return MemoryMarshal.Read<T>(bytes);
    }
}
