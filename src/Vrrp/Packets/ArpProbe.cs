using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>The question who has an IPv4 address, which leaves no trace in the caches of those who hear it: the sender
/// address is 0.0.0.0 (RFC 5227 section 2.1.1). Who has the address answers.
/// <code>
/// dst ff:ff:ff:ff:ff:ff | src MAC | 0806 | 0001 0800 06 04 | 0001 | MAC | 0.0.0.0 | 00:00:00:00:00:00 | address
/// </code></summary>
internal static class ArpProbe
{
    /// <summary>Bytes of the frame, without the padding that the driver adds.</summary>
    public const int FrameLength = ArpFrame.Length;

    private static readonly IpAddr NoSender = IpAddr.FromIPv4(0);

    /// <summary>Writes one frame.</summary>
    /// <param name="frame">At least <see cref="FrameLength"/> bytes.</param>
    /// <param name="mac">Our hardware address, where the answer goes.</param>
    /// <param name="address">The IPv4 address in question.</param>
    public static void Write(Span<byte> frame, MacAddress mac, IpAddr address) =>
        ArpFrame.Write(frame, ArpOperation.Request, mac, NoSender, default, address);
}
