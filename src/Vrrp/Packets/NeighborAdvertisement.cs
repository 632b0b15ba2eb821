using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>Unsolicited neighbor advertisement for an IPv6 address, as a whole Ethernet frame to all nodes: what a
/// gratuitous ARP is for IPv4 (RFC 9568 section 6.4.1, RFC 4861 section 7.2.6). It comes from the address itself and
/// overrides what caches hold.
/// <code>
/// dst 33:33:00:00:00:01 | src MAC | 86dd | IPv6 address > ff02::1 | 136, Override, address | option 2: MAC
/// </code></summary>
internal static class NeighborAdvertisement
{
    /// <summary>Bytes of the frame.</summary>
    public const int FrameLength = NeighborMessage.OptionsOffset + NeighborMessage.LinkAddressOptionLength;

    private const uint RouterFlag = 0x8000_0000;
    private const uint OverrideFlag = 0x2000_0000;

    private static readonly IpAddr AllNodes = IpAddr.Parse("ff02::1");

    /// <summary>Writes one frame.</summary>
    /// <param name="frame">At least <see cref="FrameLength"/> bytes.</param>
    /// <param name="mac">The hardware address where <paramref name="address"/> lives.</param>
    /// <param name="address">An IPv6 address.</param>
    /// <param name="role">Whether this node forwards packets.</param>
    public static void Write(Span<byte> frame, MacAddress mac, IpAddr address, NeighborRole role)
    {
        var option = frame[NeighborMessage.OptionsOffset..];
        option[0] = NeighborMessage.TargetLinkAddressOption;
        option[1] = NeighborMessage.LinkAddressOptionLength / 8;
        _ = mac.WriteTo(option[2..]);
        NeighborMessage.Write(frame[..FrameLength], mac, address, AllNodes, NeighborMessageType.Advertisement,
            role == NeighborRole.Router ? RouterFlag | OverrideFlag : OverrideFlag, address);
    }
}
