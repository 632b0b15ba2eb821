using System.Buffers.Binary;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>Messages for tests: golden ones from the wire, and made ones whose checksum is right although the
/// rest may not be.</summary>
internal static class Messages
{
    /// <summary>keepalived 2.4.3, from 192.0.2.1 to 224.0.0.18: id 51, priority 200, 1 s, 192.0.2.100.</summary>
    public const string Golden = "3133c8010064a171c0000264";

    /// <summary>The same with the checksum of RFC 9568, over the message alone.</summary>
    public const string GoldenMessageOnly = "3133c80100644402c0000264";

    public static byte[] FromHex(string hex) => Convert.FromHexString(hex);

    /// <summary>A message with any content and a checksum that fits it.</summary>
    public static byte[] Make(
        int versionAndType = 0x31, byte priority = 250, int count = 1, int reserve = 0, int centiseconds = 100,
        int addresses = 1, ChecksumForm form = ChecksumForm.PseudoHeader, int checksummed = -1,
        IpAddr? destination = null)
    {
        var message = new byte[8 + 4 * addresses];
        message[0] = (byte)versionAndType;
        message[1] = 51;
        message[2] = priority;
        message[3] = (byte)count;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(4), (ushort)(reserve << 12 | centiseconds));
        for (var i = 0; i < addresses; i++)
        {
            IpAddr.FromIPv4(0xC000_0264 + (uint)i).WriteTo(message.AsSpan(8 + 4 * i));
        }

        var covered = message.AsSpan(0, checksummed < 0 ? message.Length : checksummed);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), form == ChecksumForm.PseudoHeader
            ? InternetChecksum.Compute(covered, IpAddr.Parse("192.0.2.1"), destination ?? Ipv4Packet.Group)
            : InternetChecksum.Compute(covered));
        return message;
    }
}
