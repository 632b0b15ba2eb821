using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>Reads IPv4 packets as a raw socket or a packet socket delivers them, header included (RFC 791).
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------+-------+---------------+-------------------------------+
/// |Version|  IHL  |Type of Service|          Total Length         |
/// +-------+-------+---------------+-----+-------------------------+
/// |         Identification        |Flags|     Fragment Offset     |
/// +---------------+---------------+-----+-------------------------+
/// |  Time to Live |    Protocol   |        Header Checksum        |
/// +---------------+---------------+-------------------------------+
/// |                         Source Address                        |
/// +---------------------------------------------------------------+
/// |                      Destination Address                      |
/// +---------------------------------------------------------------+
/// |                    Options, IHL - 5 words                     |
/// +---------------------------------------------------------------+
/// </code></summary>
public static class IPv4Packet
{
    private const int MinHeaderLength = 20;
    private const int FragmentBits = 0x3FFF;

    /// <summary>Reads one packet of protocol 112. Never throws, whatever the bytes. IP options are skipped; bytes
    /// behind the total length, which is Ethernet padding, are left out. The header's checksum is the kernel's
    /// business.</summary>
    /// <param name="packet">From the IP header on.</param>
    /// <param name="datagram">The view; valid as long as the packet's bytes.</param>
    /// <param name="drop"><see cref="DropReason.BadIpHeader"/> or <see cref="DropReason.WrongProtocol"/>.</param>
    /// <returns>Whether there is a datagram.</returns>
    public static bool TryRead(ReadOnlySpan<byte> packet, out VrrpDatagram datagram, out DropReason drop)
    {
        datagram = default;
        drop = DropReason.BadIpHeader;
        if (packet.Length < MinHeaderLength || packet[0] >> 4 != 4)
        {
            return false;
        }

        var headerLength = (packet[0] & 0xF) * 4;
        var totalLength = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (headerLength < MinHeaderLength || totalLength < headerLength || packet.Length < totalLength
            || (BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & FragmentBits) != 0)
        {
            return false;
        }

        if (packet[9] != VrrpDatagram.Protocol)
        {
            drop = DropReason.WrongProtocol;
            return false;
        }

        drop = DropReason.None;
        datagram = new()
        {
            Source = IpAddr.FromBytes(packet.Slice(12, 4)),
            Destination = IpAddr.FromBytes(packet.Slice(16, 4)),
            HopLimit = packet[8],
            Message = packet[headerLength..totalLength],
        };
        return true;
    }
}
