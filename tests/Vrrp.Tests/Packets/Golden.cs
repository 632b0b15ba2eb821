using System.Buffers.Binary;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>Bytes that keepalived put on a wire: source 192.0.2.1, virtual router 51, priority 200, address 192.0.2.100, 1 s.</summary>
internal static class Golden
{
    public const string PseudoHeader = "3133c8010064a171c0000264";
    public const string MessageOnly = "3133c80100644402c0000264";

    public static readonly IpAddr Source = IpAddr.Parse("192.0.2.1");
    public static readonly AddressPrefix Address = AddressPrefix.Parse("192.0.2.100/32");

    /// <summary>The IPv4 packet around a VRRP message, as a raw socket delivers it.</summary>
    public static byte[] Packet(string message = PseudoHeader, Action<byte[]>? change = null) =>
        Packet(Convert.FromHexString(message), change);

    public static byte[] Packet(ReadOnlySpan<byte> message, Action<byte[]>? change = null, string? source = null)
    {
        var packet = new byte[20 + message.Length];
        packet[0] = 0x45;
        packet[1] = 0xC0;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[8] = 255;
        packet[9] = 112;
        (source is null ? Source : IpAddr.Parse(source)).WriteTo(packet.AsSpan(12));
        Advertisement.GroupIPv4.WriteTo(packet.AsSpan(16));
        message.CopyTo(packet.AsSpan(20));
        change?.Invoke(packet);
        return packet;
    }

    /// <summary>A well-formed advertisement with a right checksum over whatever it says.</summary>
    public static byte[] Advertise(
        byte priority = 200, byte id = 51, long centiseconds = 100, string source = "192.0.2.1",
        ChecksumForm form = ChecksumForm.PseudoHeader, params string[] addresses)
    {
        AddressPrefix[] all = addresses.Length == 0 ? [Address] : [.. addresses.Select(AddressPrefix.Parse)];
        var buffer = new byte[AdvertisementWriter.Length(all.Length, IpFamily.IPv4)];
        var length = AdvertisementWriter.Write(
            buffer, id, priority, Duration.FromMilliseconds(centiseconds * 10), all,
            IpAddr.Parse(source), Advertisement.GroupIPv4, form);
        return Packet(buffer.AsSpan(0, length), null, source);
    }

    /// <summary>Puts the right checksum into a packet that was changed.</summary>
    public static void Mend(byte[] packet)
    {
        var header = (packet[0] & 0xF) * 4;
        var message = packet.AsSpan(header, Math.Min(packet.Length - header, 8 + packet[header + 3] * 4));
        BinaryPrimitives.WriteUInt16BigEndian(message[6..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(message[6..], InternetChecksum.Compute(
            message, IpAddr.FromBytes(packet.AsSpan(12, 4)), IpAddr.FromBytes(packet.AsSpan(16, 4))));
    }

    public static DropReason Read(byte[] packet, IpAddr own = default)
    {
        _ = AdvertisementReader.TryRead(packet, own, out _, out var drop);
        return drop;
    }
}
