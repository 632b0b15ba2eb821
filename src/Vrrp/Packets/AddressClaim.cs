using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>Who says on the segment that an address is his: the sender of an ARP request or reply (RFC 5227 section
/// 2.4), or of a neighbor advertisement. A probe claims nothing.</summary>
internal static class AddressClaim
{
    /// <summary>Reads one frame. Never throws, whatever the bytes.</summary>
    /// <param name="frame">A whole Ethernet frame without VLAN tag, padding included.</param>
    /// <param name="address">The address that is claimed.</param>
    /// <param name="mac">Where it is said to live. For IPv6, of the target link-layer option, or else of the frame's
    /// sender.</param>
    /// <returns>False when the frame claims nothing, or is not as it must be.</returns>
    public static bool TryRead(ReadOnlySpan<byte> frame, out IpAddr address, out MacAddress mac)
    {
        var isRead = ArpFrame.TryReadSender(frame, out address, out mac)
            || TryReadNeighbor(frame, out address, out mac);
        if (isRead && !address.IsUnspecified && !address.IsMulticast)
        {
            return true;
        }

        (address, mac) = (default, default);
        return false;
    }

    private static bool TryReadNeighbor(ReadOnlySpan<byte> frame, out IpAddr address, out MacAddress mac)
    {
        mac = default;
        if (!NeighborMessage.TryRead(frame, NeighborMessageType.Advertisement, out address, out var options))
        {
            return false;
        }

        mac = EthernetHeader.SourceOf(frame);
        while (!options.IsEmpty)
        {
            // "All included options have a length that is greater than zero" (RFC 4861 section 7.1.2).
            var length = options.Length < 2 ? 0 : options[1] * 8;
            if (length == 0 || length > options.Length)
            {
                return false;
            }

            if (options[0] == NeighborMessage.TargetLinkAddressOption)
            {
                mac = MacAddress.FromBytes(options.Slice(2, MacAddress.Length));
            }

            options = options[length..];
        }

        return true;
    }
}
