using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>An ARP message for IPv4 in an Ethernet frame (RFC 826).
/// <code>
/// dst MAC | src MAC | 0806 | 0001 0800 06 04 | operation | sender MAC | sender IP | target MAC | target IP
/// </code></summary>
internal static class ArpFrame
{
    /// <summary>Bytes of the frame, without the padding that the driver adds.</summary>
    public const int Length = 42;

    private const ushort EthernetHardware = 1;
    private const ushort IPv4Protocol = 0x0800;
    private const int IPv4Length = 4;

    /// <summary>Writes one frame to all stations.</summary>
    public static void Write(
        Span<byte> frame, ArpOperation operation, MacAddress sender, IpAddr senderAddress, MacAddress target,
        IpAddr targetAddress)
    {
        EthernetHeader.Write(frame, MacAddress.Broadcast, sender, EtherType.Arp);
        BinaryPrimitives.WriteUInt16BigEndian(frame[14..], EthernetHardware);
        BinaryPrimitives.WriteUInt16BigEndian(frame[16..], IPv4Protocol);
        frame[18] = MacAddress.Length;
        frame[19] = IPv4Length;
        BinaryPrimitives.WriteUInt16BigEndian(frame[20..], (ushort)operation);
        _ = sender.WriteTo(frame[22..]);
        _ = senderAddress.WriteTo(frame[28..]);
        _ = target.WriteTo(frame[32..]);
        _ = targetAddress.WriteTo(frame[38..]);
    }

    /// <summary>Reads the sender of a request or a reply.</summary>
    /// <returns>False when the frame is neither, or not of this layout.</returns>
    public static bool TryReadSender(ReadOnlySpan<byte> frame, out IpAddr address, out MacAddress mac)
    {
        (address, mac) = (default, default);
        if (frame.Length < Length || EthernetHeader.TypeOf(frame) != EtherType.Arp
            || BinaryPrimitives.ReadUInt16BigEndian(frame[14..]) != EthernetHardware
            || BinaryPrimitives.ReadUInt16BigEndian(frame[16..]) != IPv4Protocol
            || frame[18] != MacAddress.Length || frame[19] != IPv4Length
            || (ArpOperation)BinaryPrimitives.ReadUInt16BigEndian(frame[20..])
                is not (ArpOperation.Request or ArpOperation.Reply))
        {
            return false;
        }

        mac = MacAddress.FromBytes(frame.Slice(22, MacAddress.Length));
        address = IpAddr.FromBytes(frame.Slice(28, IPv4Length));
        return true;
    }
}
