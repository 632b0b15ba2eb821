using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Config;

/// <summary>The link-local address that a virtual router of IPv6 gets when the file lists none.</summary>
public static class VirtualLinkLocal
{
    /// <summary>The address of an id: <c>fe80::5e:51</c> for 51, the id in its decimal digits. The same on all nodes,
    /// another for each id on a segment, and no machine's: an address made from a MAC address has ff:fe in the middle
    /// of its last 64 bits (RFC 4291 appendix A), where this one has zeros.</summary>
    public static IpAddr Of(byte virtualRouterId)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, 0xFE80);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[12..], 0x5E);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[14..], Digits(virtualRouterId));
        return IpAddr.FromBytes(bytes);
    }

    private static ushort Digits(byte id) => (ushort)((id / 100 << 8) | (id / 10 % 10 << 4) | (id % 10));
}
