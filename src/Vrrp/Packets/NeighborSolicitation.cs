using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>The question who has an IPv6 address, as duplicate address detection asks it: from the unspecified address,
/// so that it leaves no trace in caches (RFC 4862 section 5.4.2). Who has the address answers to all nodes.
/// <code>
/// dst 33:33:ff:XX:XX:XX | src MAC | 86dd | IPv6 :: > ff02::1:ffXX:XXXX | 135, address
/// </code></summary>
internal static class NeighborSolicitation
{
    /// <summary>Bytes of the frame. No option: "MUST NOT be included when the source IP address is the unspecified
    /// address".</summary>
    public const int FrameLength = NeighborMessage.OptionsOffset;

    private static readonly IpAddr Unspecified = IpAddr.Parse("::");

    /// <summary>Writes one frame.</summary>
    /// <param name="frame">At least <see cref="FrameLength"/> bytes.</param>
    /// <param name="mac">Our hardware address.</param>
    /// <param name="address">The IPv6 address in question.</param>
    public static void Write(Span<byte> frame, MacAddress mac, IpAddr address) => NeighborMessage.Write(
        frame[..FrameLength], mac, Unspecified, SolicitedNodeGroup(address), NeighborMessageType.Solicitation, 0,
        address);

    /// <summary>ff02::1:ffXX:XXXX with the last 24 bits of the address (RFC 4291 section 2.7.1), which every owner of
    /// it listens to.</summary>
    public static IpAddr SolicitedNodeGroup(IpAddr address)
    {
        Span<byte> group = [0xFF, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF, 0, 0, 0];
        Span<byte> bytes = stackalloc byte[16];
        _ = address.WriteTo(bytes);
        bytes[13..].CopyTo(group[13..]);
        return IpAddr.FromBytes(group);
    }
}
