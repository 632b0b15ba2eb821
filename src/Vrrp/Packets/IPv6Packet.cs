using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>Reads IPv6 packets as a packet socket delivers them, header included (RFC 8200 section 3). A raw IPv6
/// socket delivers no header.
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
}
