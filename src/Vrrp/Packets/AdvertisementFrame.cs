using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>An advertisement to a peer over IPv6, as a whole Ethernet frame for all nodes of the link: it needs no
/// route and no neighbor discovery, and only the node with the address of the packet takes it (RFC 9568 section
/// 5.1.2).
/// <code>
/// dst 33:33:00:00:00:01 | src MAC | 86dd | IPv6, class C0, next header 112, hop limit 255 | VRRP
/// </code></summary>
internal static class AdvertisementFrame
{
    private const int MessageOffset = EthernetHeader.Length + IPv6Packet.HeaderLength;

    // Class selector 6, network control, as with the packets of the socket.
    private const byte TrafficClass = 0xC0;

    private static readonly MacAddress AllNodes = MacAddress.OfGroup(IpAddr.Parse("ff02::1"));

    /// <summary>Bytes of the frame around a message.</summary>
    public static int LengthOf(ReadOnlySpan<byte> message) => MessageOffset + message.Length;

    /// <summary>Writes one frame. Its checksum is the one that the kernel would write: over all of the message, a
    /// signature included, which does not cover the checksum.</summary>
    /// <param name="frame"><see cref="LengthOf"/> bytes.</param>
    /// <param name="mac">Our hardware address.</param>
    /// <param name="source">The address that it comes from.</param>
    /// <param name="destination">The peer.</param>
    /// <param name="message">From the VRRP header on, 8 bytes or more.</param>
    public static void Write(
        Span<byte> frame, MacAddress mac, IpAddr source, IpAddr destination, ReadOnlySpan<byte> message)
    {
        EthernetHeader.Write(frame, AllNodes, mac, EtherType.IPv6);
        IPv6Packet.WriteHeader(
            frame[EthernetHeader.Length..], TrafficClass, message.Length, VrrpDatagram.Protocol, source, destination);
        var copy = frame[MessageOffset..];
        message.CopyTo(copy);
        var checksum = copy[Advertisement.ChecksumOffset..];
        BinaryPrimitives.WriteUInt16BigEndian(checksum, 0);
        BinaryPrimitives.WriteUInt16BigEndian(
            checksum, InternetChecksum.Compute(copy[..message.Length], source, destination));
    }
}
