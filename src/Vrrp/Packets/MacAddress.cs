using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>An Ethernet address as a value: compared, copied and written without allocation.</summary>
public readonly record struct MacAddress
{
    /// <summary>Length on the wire in bytes.</summary>
    public const int Length = 6;

    private readonly ulong _value;

    private MacAddress(ulong value) => _value = value;

    /// <summary>ff:ff:ff:ff:ff:ff, which every station of the link takes.</summary>
    public static MacAddress Broadcast => new(0xFFFF_FFFF_FFFF);

    /// <summary>Whether this is 00:00:00:00:00:00: what <c>default</c> is, and what a link without an address
    /// has.</summary>
    public bool IsZero => _value == 0;

    /// <summary>Reads six bytes in the order of the wire.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static MacAddress FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new(((ulong)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 32)
            | BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]))
        : throw new ArgumentException("An Ethernet address has 6 bytes.", nameof(bytes));

    /// <summary>Where frames for an IPv6 multicast group go: 33:33 and the last four bytes of the group (RFC 2464
    /// section 7).</summary>
    public static MacAddress OfGroup(IpAddr group)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = group.WriteTo(bytes);
        return new(0x3333ul << 32 | BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]));
    }

    /// <summary>Writes six bytes in the order of the wire.</summary>
    /// <returns>The bytes written.</returns>
    public int WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], (uint)_value);
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)(_value >> 32));
        return Length;
    }

    /// <summary>Six pairs of hexadecimal digits with colons between.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        _ = WriteTo(bytes);
        return FormattableString.Invariant(
            $"{bytes[0]:x2}:{bytes[1]:x2}:{bytes[2]:x2}:{bytes[3]:x2}:{bytes[4]:x2}:{bytes[5]:x2}");
    }
}
