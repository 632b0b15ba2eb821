using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>A message of IPv6 neighbor discovery about one target address, in an Ethernet frame (RFC 4861 sections 4.3
/// and 4.4).
/// <code>
/// Ethernet, 14 bytes | IPv6, 40 bytes: next header 58, hop limit 255
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +---------------+---------------+-------------------------------+
/// |      Type     |    Code = 0   |           Checksum            |
/// +---------------+---------------+-------------------------------+
/// |R|S|O|                     Reserved                            |
/// +---------------------------------------------------------------+
/// |                    Target Address, 16 bytes                   |
/// +---------------+---------------+-------------------------------+
/// |  Option type  | Length, words |   Link-Layer Address, ...     |
/// +---------------+---------------+-------------------------------+
/// </code></summary>
internal static class NeighborMessage
{
    /// <summary>Where the message begins in the frame.</summary>
    public const int Offset = EthernetHeader.Length + IPv6Packet.HeaderLength;

    /// <summary>Bytes of the message without options.</summary>
    public const int Length = 24;

    /// <summary>Where the options begin in the frame.</summary>
    public const int OptionsOffset = Offset + Length;

    /// <summary>Bytes of an option with an Ethernet address.</summary>
    public const int LinkAddressOptionLength = 8;

    /// <summary>The type of the option with the target's link-layer address.</summary>
    public const byte TargetLinkAddressOption = 2;

    private const byte Icmpv6 = 58;
    private const byte RequiredHopLimit = 255;
    private const int IPv6Length = 16;

    /// <summary>Writes the frame around options that are in place already.</summary>
    /// <param name="frame">The whole frame and no more.</param>
    /// <param name="mac">Our hardware address.</param>
    /// <param name="source">The sender of the IPv6 packet.</param>
    /// <param name="destination">A multicast group, which the frame's destination follows from.</param>
    /// <param name="type">The type of the message.</param>
    /// <param name="flags">The word with the flags, or zero.</param>
    /// <param name="target">The address that the message is about.</param>
    public static void Write(
        Span<byte> frame, MacAddress mac, IpAddr source, IpAddr destination, NeighborMessageType type, uint flags,
        IpAddr target)
    {
        EthernetHeader.Write(frame, MacAddress.OfGroup(destination), mac, EtherType.IPv6);
        IPv6Packet.WriteHeader(
            frame[EthernetHeader.Length..], trafficClass: 0, frame.Length - Offset, Icmpv6, source, destination);
        var message = frame[Offset..];
        message[0] = (byte)type;
        message[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(message[4..], flags);
        _ = target.WriteTo(message[8..]);
        BinaryPrimitives.WriteUInt16BigEndian(
            message[2..], InternetChecksum.Compute(message, source, destination, Icmpv6));
    }

    /// <summary>Reads a message of that type out of a frame. "A node MUST silently discard" those with another hop
    /// limit, code or checksum (RFC 4861 section 7.1). Extension headers are not followed.</summary>
    /// <param name="frame">A whole frame, padding included.</param>
    /// <param name="type">The type of the message.</param>
    /// <param name="target">The address that the message is about.</param>
    /// <param name="options">What follows it; unchecked.</param>
    /// <returns>False when the frame is anything else.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> frame, NeighborMessageType type, out IpAddr target, out ReadOnlySpan<byte> options)
    {
        target = default;
        options = default;
        if (EthernetHeader.TypeOf(frame) != EtherType.IPv6 || frame.Length < OptionsOffset)
        {
            return false;
        }

        var header = frame[EthernetHeader.Length..];
        var payload = frame[Offset..];
        var length = BinaryPrimitives.ReadUInt16BigEndian(header[4..]);
        if (header[0] >> 4 != 6 || header[6] != Icmpv6 || header[7] != RequiredHopLimit
            || length < Length || length > payload.Length)
        {
            return false;
        }

        var message = payload[..length];
        if (message[0] != (byte)type || message[1] != 0 || InternetChecksum.Compute(
                message, IpAddr.FromBytes(header.Slice(8, IPv6Length)), IpAddr.FromBytes(header.Slice(24, IPv6Length)),
                Icmpv6) != 0)
        {
            return false;
        }

        target = IpAddr.FromBytes(message.Slice(8, IPv6Length));
        options = message[Length..];
        return true;
    }
}
