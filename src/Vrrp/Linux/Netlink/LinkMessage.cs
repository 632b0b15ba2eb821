using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Packets;
using static Gateway.Vrrp.Linux.Interop.IfLinkConstants;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>RTM_NEWLINK and RTM_DELLINK, of dumps and notifications.</summary>
internal static class LinkMessage
{
    // The driver has a signal, and nothing above it (authentication of the port, a lower link) holds packets back.
    private const uint Carrier = IFF_UP | IFF_LOWER_UP | IFF_RUNNING;

    /// <summary>Reads an interface with its name: allocates the name.</summary>
    /// <returns>False where <see cref="TryReadIndex"/> says so, or without a name.</returns>
    public static bool TryRead(NetlinkMessage message, out LinkState link)
    {
        link = default;
        if (!TryReadHeader(message, out var header))
        {
            return false;
        }

        string? name = null;
        MacAddress address = default;
        var attributes = new AttributeReader(message.Payload[Unsafe.SizeOf<IfInfoMsg>()..]);
        while (attributes.TryRead(out var type, out var value))
        {
            if (type == IFLA_IFNAME)
            {
                name = Encoding.UTF8.GetString(value.TrimEnd((byte)0));
            }
            else if (type == IFLA_ADDRESS && value.Length == MacAddress.Length)
            {
                address = MacAddress.FromBytes(value);
            }
        }

        link = new(header.Index, name ?? "", Has(header, IFF_UP), Has(header, Carrier), address);
        return name is not null;
    }

    /// <summary>Reads only which interface it is about.</summary>
    /// <returns>False when the message is about no interface, but about its part in a bridge.</returns>
    public static bool TryReadIndex(NetlinkMessage message, out int index)
    {
        var isLink = TryReadHeader(message, out var header);
        index = header.Index;
        return isLink;
    }

    // A bridge tells of its ports by the same messages, with its own family: a port that leaves is no link that goes.
    private static bool TryReadHeader(NetlinkMessage message, out IfInfoMsg header) =>
        MemoryMarshal.TryRead(message.Payload, out header) && header.Family == SocketConstants.AF_UNSPEC;

    private static bool Has(IfInfoMsg header, uint flags) => (header.Flags & flags) == flags;
}
