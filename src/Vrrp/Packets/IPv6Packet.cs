using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>Reads and writes IPv6 packets as packet sockets carry them, header included (RFC 8200 section 3). A raw
/// IPv6 socket delivers no header.
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------+---------------+---------------------------------------+
/// |Version| Traffic Class |               Flow Label              |
/// +-------+---------------+-------+---------------+---------------+
/// |         Payload Length        |  Next Header  |   Hop Limit   |
/// +-------------------------------+---------------+---------------+
/// |                    Source Address, 16 bytes                   |
/// +---------------------------------------------------------------+
/// |                 Destination Address, 16 bytes                 |
/// +---------------------------------------------------------------+
/// </code></summary>
public static class IPv6Packet
{
    /// <summary>Bytes of the header.</summary>
    internal const int HeaderLength = 40;

    // "Hop Limit MUST be set to 255", in VRRP (RFC 9568 section 5.1.2.3) as in neighbor discovery.
    private const byte RequiredHopLimit = 255;

    /// <summary>Reads one packet of next header 112. Never throws, whatever the bytes. Extension headers are not
    /// followed; bytes behind the payload length, which is Ethernet padding, are left out.</summary>
    /// <param name="packet">From the IP header on.</param>
    /// <param name="datagram">The view; valid as long as the packet's bytes.</param>
    /// <param name="drop"><see cref="DropReason.BadIpHeader"/> or <see cref="DropReason.WrongProtocol"/>.</param>
    /// <returns>Whether there is a datagram.</returns>
    public static bool TryRead(ReadOnlySpan<byte> packet, out VrrpDatagram datagram, out DropReason drop)
    {
        datagram = default;
        drop = DropReason.BadIpHeader;
        if (packet.Length < HeaderLength || packet[0] >> 4 != 6)
        {
            return false;
        }

        var length = HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(packet[4..]);
        if (packet.Length < length)
        {
            return false;
        }

        if (packet[6] != VrrpDatagram.Protocol)
        {
            drop = DropReason.WrongProtocol;
            return false;
        }

        drop = DropReason.None;
        datagram = new()
        {
            Source = IpAddr.FromBytes(packet.Slice(8, 16)),
            Destination = IpAddr.FromBytes(packet.Slice(24, 16)),
            HopLimit = packet[7],
            Message = packet[HeaderLength..length],
        };
        return true;
    }

    /// <summary>Writes a header with the hop limit 255.</summary>
    /// <param name="header">At least <see cref="HeaderLength"/> bytes.</param>
    /// <param name="trafficClass">The eight bits of the traffic class.</param>
    /// <param name="payloadLength">Bytes behind the header.</param>
    /// <param name="nextHeader">The protocol of the payload.</param>
    /// <param name="source">The sender.</param>
    /// <param name="destination">The receiver.</param>
    internal static void WriteHeader(
        Span<byte> header, byte trafficClass, int payloadLength, byte nextHeader, IpAddr source, IpAddr destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(header, 6u << 28 | (uint)trafficClass << 20);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)payloadLength);
        header[6] = nextHeader;
        header[7] = RequiredHopLimit;
        _ = source.WriteTo(header[8..]);
        _ = destination.WriteTo(header[24..]);
    }
}
