using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Packets;
using static Gateway.Vrrp.Linux.Interop.IfLinkConstants;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>RTM_NEWLINK, RTM_SETLINK and RTM_DELLINK: writes requests, reads dumps and notifications.</summary>
internal static class LinkMessage
{
    // The driver has a signal, and nothing above it (authentication of the port, a lower link) holds packets back.
    private const uint Carrier = IFF_UP | IFF_LOWER_UP | IFF_RUNNING;

    private const byte LinkLocalLength = 64;

    private static readonly IpAddr LinkLocalNetwork = IpAddr.Parse("fe80::");

    // The alias by which a later life of this program knows its links; behind it may stand a note.
    private const string Mark = "gateway virtual router";
    private const string MarkWithNote = Mark + ": ";

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
        var (address, parent, alias) = (default(MacAddress), 0, "");
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
            else if (type == IFLA_LINK)
            {
                _ = MemoryMarshal.TryRead(value, out parent);
            }
            else if (type == IFLA_IFALIAS)
            {
                alias = Encoding.UTF8.GetString(value.TrimEnd((byte)0));
            }
        }

        link = new(header.Index, name ?? "", Has(header, IFF_UP), Has(header, Carrier), address)
        {
            ParentIndex = parent,
            IsOurs = alias == Mark || alias.StartsWith(MarkWithNote, StringComparison.Ordinal),
            Note = alias.StartsWith(MarkWithNote, StringComparison.Ordinal) ? alias[MarkWithNote.Length..] : null,
        };
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

    /// <summary>Writes the request that makes a macvlan in bridge mode. In private mode a multicast frame that comes
    /// from another host with the macvlan's own address, as from a second Master, would be kept from the interface
    /// below, where we listen.</summary>
    public static ReadOnlySpan<byte> WriteCreateMacvlan(
        Span<byte> buffer, uint sequence, int parentIndex, string name, MacAddress address)
    {
        var request = Start(buffer, NetlinkConstants.RTM_NEWLINK,
            NetlinkConstants.NLM_F_CREATE | NetlinkConstants.NLM_F_EXCL, sequence, default);
        Span<byte> bytes = stackalloc byte[MacAddress.Length];
        _ = address.WriteTo(bytes);
        request.AppendAttribute(IFLA_IFNAME, name);
        request.AppendAttribute(IFLA_ADDRESS, bytes);
        request.AppendAttribute(IFLA_LINK, parentIndex);
        var info = request.BeginAttribute(IFLA_LINKINFO);
        request.AppendAttribute(IFLA_INFO_KIND, "macvlan");
        var data = request.BeginAttribute(IFLA_INFO_DATA);
        request.AppendAttribute(IFLA_MACVLAN_MODE, MACVLAN_MODE_BRIDGE);
        request.EndAttribute(data);
        request.EndAttribute(info);
        return request.Finish();
    }

    /// <summary>Writes the request that a link gets no link-local address of its own.</summary>
    public static ReadOnlySpan<byte> WriteNoGeneratedAddress(Span<byte> buffer, uint sequence, string name)
    {
        var request = Start(buffer, NetlinkConstants.RTM_SETLINK, 0, sequence, default);
        request.AppendAttribute(IFLA_IFNAME, name);
        var families = request.BeginAttribute(IFLA_AF_SPEC);
        var family = request.BeginAttribute(SocketConstants.AF_INET6);
        request.AppendAttribute(IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE);
        request.EndAttribute(family);
        request.EndAttribute(families);
        return request.Finish();
    }

    /// <summary>Writes the request that marks a link as ours.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="sequence">The number that the answer will carry.</param>
    /// <param name="name">The link.</param>
    /// <param name="note">What the mark says besides, in ASCII, 200 bytes at most; null for nothing.</param>
    public static ReadOnlySpan<byte> WriteMark(Span<byte> buffer, uint sequence, string name, string? note)
    {
        var request = Start(buffer, NetlinkConstants.RTM_SETLINK, 0, sequence, default);
        request.AppendAttribute(IFLA_IFNAME, name);
        request.AppendAttribute(
            IFLA_IFALIAS, Encoding.UTF8.GetBytes(note is null ? Mark : MarkWithNote + note).AsSpan());
        return request.Finish();
    }

    /// <summary>Writes the request that switches a link on or off.</summary>
    public static ReadOnlySpan<byte> WriteUp(Span<byte> buffer, uint sequence, int index, bool up) => Start(
        buffer, NetlinkConstants.RTM_SETLINK, 0, sequence, new(0, 0, index, up ? IFF_UP : 0, IFF_UP)).Finish();

    /// <summary>Writes the request for the route to fe80::/64 that a link with a link-local address of its own
    /// has.</summary>
    public static ReadOnlySpan<byte> WriteLinkLocalRoute(Span<byte> buffer, uint sequence, int index)
    {
        const int flags = NetlinkConstants.NLM_F_REQUEST | NetlinkConstants.NLM_F_ACK | NetlinkConstants.NLM_F_CREATE
            | NetlinkConstants.NLM_F_REPLACE;
        var request = new NetlinkWriter(buffer, NetlinkConstants.RTM_NEWROUTE, flags, sequence);
        request.Append(new RtMsg(SocketConstants.AF_INET6, LinkLocalLength, 0, 0, NetlinkConstants.RT_TABLE_MAIN,
            NetlinkConstants.RTPROT_KERNEL, 0, NetlinkConstants.RTN_UNICAST, 0));
        request.AppendAttribute(NetlinkConstants.RTA_DST, LinkLocalNetwork);
        request.AppendAttribute(NetlinkConstants.RTA_OIF, index);
        return request.Finish();
    }

    /// <summary>Writes the request that deletes a link.</summary>
    public static ReadOnlySpan<byte> WriteDelete(Span<byte> buffer, uint sequence, int index) =>
        Start(buffer, NetlinkConstants.RTM_DELLINK, 0, sequence, new(0, 0, index, 0, 0)).Finish();

    private static NetlinkWriter Start(Span<byte> buffer, ushort type, int flags, uint sequence, IfInfoMsg header)
    {
        const int asked = NetlinkConstants.NLM_F_REQUEST | NetlinkConstants.NLM_F_ACK;
        var request = new NetlinkWriter(buffer, type, asked | flags, sequence);
        request.Append(header);
        return request;
    }

    // A bridge tells of its ports by the same messages, with its own family: a port that leaves is no link that goes.
    private static bool TryReadHeader(NetlinkMessage message, out IfInfoMsg header) =>
        MemoryMarshal.TryRead(message.Payload, out header) && header.Family == SocketConstants.AF_UNSPEC;

    private static bool Has(IfInfoMsg header, uint flags) => (header.Flags & flags) == flags;
}
