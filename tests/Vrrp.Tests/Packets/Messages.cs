using System.Buffers.Binary;
using System.Collections.Immutable;
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

    /// <summary>The same in version 2.</summary>
    public const string GoldenV2 = "2133c80100015465c00002640000000000000000";

    /// <summary>The same in version 2 with the password secret12.</summary>
    public const string GoldenPassword = "2133c8010101e5e6c00002647365637265743132";

    /// <summary>The same in version 3, signed with <see cref="Key"/>.</summary>
    public const string GoldenHmac = Golden + "010100006b00d14cde870000" + "c7b45121b99dc09a55907ae56727c05c";

    /// <summary>From the test data of ze-software/ze: fe80::c8, id 10, priority 100, fe80::1 and 2001:db8::1.</summary>
    public const string GoldenIPv6 =
        "310a640200643f5dfe80000000000000000000000000000120010db8000000000000000000000001";

    /// <summary>What <see cref="GoldenHmac"/> is signed with.</summary>
    public static readonly HmacKey Key = new(1, [.. Enumerable.Range(0, 32).Select(value => (byte)value)]);

    /// <summary>The stamp in <see cref="GoldenHmac"/>.</summary>
    public static readonly HmacStamp Stamp = new(0x6B00_D14C, 0xDE87, 0);

    public static readonly PasswordAuthentication Password = new([.. "secret12"u8]);

    public static HmacAuthentication Hmac(HmacMode mode = HmacMode.Enforce, params ImmutableArray<HmacKey> keys) => new()
    {
        Keys = keys.IsEmpty ? [Key] : keys,
        ActiveKey = 1,
        Mode = mode,
        Window = Duration.FromSeconds(5),
    };

    public static byte[] FromHex(string hex) => Convert.FromHexString(hex);

    /// <summary>A message of version 3 with any content and a checksum that fits it.</summary>
    public static byte[] Make(
        int versionAndType = 0x31, byte priority = 250, int count = 1, int reserve = 0, int centiseconds = 100,
        int addresses = 1, ChecksumForm form = ChecksumForm.PseudoHeader, int checksummed = -1,
        IpAddr? source = null, IpAddr? destination = null, uint firstAddress = 0xC000_0264)
    {
        var message = Begin(versionAndType, priority, count, addresses, firstAddress, tail: 0);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(4), (ushort)(reserve << 12 | centiseconds));
        var covered = message.AsSpan(0, checksummed < 0 ? message.Length : checksummed);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), form == ChecksumForm.PseudoHeader
            ? InternetChecksum.Compute(covered, source ?? Reading.Peer, destination ?? Ipv4Packet.Group)
            : InternetChecksum.Compute(covered));
        return message;
    }

    /// <summary>A message of version 2 with any content and a checksum that fits it.</summary>
    public static byte[] MakeV2(
        byte priority = 250, int count = 1, byte type = 0, byte seconds = 1, int addresses = 1, string data = "",
        bool dataPresent = true)
    {
        var message = Begin(0x21, priority, count, addresses, 0xC000_0264, dataPresent ? 8 : 0);
        message[4] = type;
        message[5] = seconds;
        System.Text.Encoding.ASCII.GetBytes(data, message.AsSpan(8 + 4 * addresses));
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), InternetChecksum.Compute(message));
        return message;
    }

    private static byte[] Begin(
        int versionAndType, byte priority, int count, int addresses, uint firstAddress, int tail)
    {
        var message = new byte[8 + 4 * addresses + tail];
        message[0] = (byte)versionAndType;
        message[1] = 51;
        message[2] = priority;
        message[3] = (byte)count;
        for (var i = 0; i < addresses; i++)
        {
            IpAddr.FromIPv4(firstAddress + (uint)i).WriteTo(message.AsSpan(8 + 4 * i));
        }

        return message;
    }
}
