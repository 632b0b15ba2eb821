using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using static Gateway.Vrrp.Linux.Interop.IfAddrConstants;

namespace Gateway.Vrrp.Linux.Netlink;

/// <summary>RTM_NEWADDR and RTM_DELADDR: writes requests, reads dumps and notifications. Allocates nothing.</summary>
internal static class AddressMessage
{
    /// <summary>Reads who carries which address.</summary>
    /// <returns>False for another family than IPv4 and IPv6, or without a whole address.</returns>
    public static bool TryRead(NetlinkMessage message, out InterfaceAddress address)
    {
        address = default;
        if (!MemoryMarshal.TryRead(message.Payload, out IfAddrMsg header))
        {
            return false;
        }

        ReadOnlySpan<byte> local = default, peer = default;
        byte tag = 0;
        uint flags = header.Flags;
        var secondsLeft = uint.MaxValue;
        var attributes = new AttributeReader(message.Payload[Unsafe.SizeOf<IfAddrMsg>()..]);
        while (attributes.TryRead(out var type, out var value))
        {
            switch (type)
            {
                case IFA_LOCAL: local = value; break;
                case IFA_ADDRESS: peer = value; break;
                case IFA_PROTO when value.Length == 1: tag = value[0]; break;
                case IFA_CACHEINFO when MemoryMarshal.TryRead(value, out IfaCacheInfo life):
                    secondsLeft = life.Valid;
                    break;
                // The header has room for the lowest eight only.
                case IFA_FLAGS when value.Length == sizeof(uint): flags = MemoryMarshal.Read<uint>(value); break;
            }
        }

        // IPv6 says LOCAL for point-to-point only; where both are said, ADDRESS is the other end.
        var bytes = local.IsEmpty ? peer : local;
        if (bytes.Length == 0 || bytes.Length != LengthOf(header.Family))
        {
            return false;
        }

        address = new(header.Index, new(IpAddr.FromBytes(bytes), header.PrefixLength), tag, flags)
        {
            SecondsLeft = secondsLeft,
        };
        return true;
    }

    /// <summary>Writes the request that adds an address, or renews its lease.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="sequence">The number that the answer will carry.</param>
    /// <param name="address">The address; the tag and the flags as the kernel shall keep them.</param>
    /// <param name="leaseSeconds">When the kernel removes it, in seconds.</param>
    public static ReadOnlySpan<byte> WriteAssign(
        Span<byte> buffer, uint sequence, in InterfaceAddress address, uint leaseSeconds)
    {
        const int flags = NetlinkConstants.NLM_F_REQUEST | NetlinkConstants.NLM_F_ACK
            | NetlinkConstants.NLM_F_CREATE | NetlinkConstants.NLM_F_REPLACE;
        var request = Start(buffer, NetlinkConstants.RTM_NEWADDR, flags, sequence, address);
        // Preferred for 0 s: the host never chooses it as the source of its own connections.
        request.AppendAttribute(IFA_CACHEINFO, new IfaCacheInfo(0, leaseSeconds, 0, 0));
        request.AppendAttribute(IFA_FLAGS, address.Flags);
        // In every renewal: a replace without it clears it.
        request.AppendAttribute(IFA_PROTO, address.Tag);
        return request.Finish();
    }

    /// <summary>Writes the request that removes an address.</summary>
    public static ReadOnlySpan<byte> WriteRemove(Span<byte> buffer, uint sequence, in InterfaceAddress address)
    {
        const int flags = NetlinkConstants.NLM_F_REQUEST | NetlinkConstants.NLM_F_ACK;
        return Start(buffer, NetlinkConstants.RTM_DELADDR, flags, sequence, address).Finish();
    }

    private static NetlinkWriter Start(
        Span<byte> buffer, ushort type, int flags, uint sequence, in InterfaceAddress address)
    {
        var ip = address.Address.Address;
        var family = ip.Family == IpFamily.IPv4 ? SocketConstants.AF_INET : SocketConstants.AF_INET6;
        var request = new NetlinkWriter(buffer, type, flags, sequence);
        request.Append(new IfAddrMsg((byte)family, address.Address.PrefixLength, 0, 0, address.InterfaceIndex));
        request.AppendAttribute(IFA_LOCAL, ip);
        request.AppendAttribute(IFA_ADDRESS, ip);
        return request;
    }

    private static int LengthOf(byte family) => family switch
    {
        SocketConstants.AF_INET => 4,
        SocketConstants.AF_INET6 => 16,
        _ => 0,
    };
}
