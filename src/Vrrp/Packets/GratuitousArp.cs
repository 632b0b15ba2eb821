using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>Gratuitous ARP for an IPv4 address, as a whole Ethernet frame. Request and reply form both exist because
/// some devices learn from one only (RFC 5944 section 4.6 allows either).
/// <code>
/// dst ff:ff:ff:ff:ff:ff | src MAC | 0806 | 0001 0800 06 04 | operation | MAC | address | target MAC | address
/// </code></summary>
internal static class GratuitousArp
{
    /// <summary>Bytes of the frame, without the padding that the driver adds.</summary>
    public const int FrameLength = ArpFrame.Length;

    /// <summary>Writes one frame. Sender and target address are both <paramref name="address"/>.</summary>
    /// <param name="frame">At least <see cref="FrameLength"/> bytes.</param>
    /// <param name="mac">The hardware address where <paramref name="address"/> lives.</param>
    /// <param name="address">An IPv4 address.</param>
    /// <param name="operation">Request or reply.</param>
    public static void Write(Span<byte> frame, MacAddress mac, IpAddr address, ArpOperation operation) =>
        ArpFrame.Write(frame, operation, mac, address, MacAddress.Broadcast, address);
}
