using System.Buffers.Binary;
using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>A received VRRP advertisement: a view of the packet it was read from.
/// <code>
/// Version 3 (RFC 9568 section 5.1)
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------+-------+---------------+---------------+---------------+
/// |Version| Type  | Virtual Rtr ID|   Priority    |IPvX Addr Count|
/// +-------+-------+---------------+---------------+---------------+
/// |Reserve| Max Advertise Interval|            Checksum           |
/// +-------+-----------------------+-------------------------------+
/// |                        IPvX Address(es)                       |
/// +---------------------------------------------------------------+
/// Version 2 (RFC 3768 section 5.1)
/// +-------+-------+---------------+---------------+---------------+
/// |Version| Type  | Virtual Rtr ID|   Priority    | Count IP Addrs|
/// +-------+-------+---------------+---------------+---------------+
/// |   Auth Type   |   Adver Int   |            Checksum           |
/// +---------------+---------------+-------------------------------+
/// |                         IP Address(es)                        |
/// +---------------------------------------------------------------+
/// |                  Authentication Data, 8 bytes                 |
/// +---------------------------------------------------------------+
/// </code></summary>
public readonly ref partial struct Advertisement
{
    /// <summary>Bytes before the addresses.</summary>
    public const int HeaderLength = 8;

    /// <summary>Bytes behind the addresses in version 2, whatever the authentication type.</summary>
    public const int PasswordLength = 8;

    internal const int ChecksumOffset = 6;
    internal const byte Type = 1;

    /// <summary>224.0.0.18, where IPv4 advertisements go.</summary>
    public static readonly IpAddr GroupIPv4 = IpAddr.FromIPv4(0xE000_0012);

    /// <summary>ff02::12, where IPv6 advertisements go.</summary>
    public static readonly IpAddr GroupIPv6 = IpAddr.Parse("ff02::12");

    /// <summary>The sender.</summary>
    public IpAddr Source { get; init; }

    /// <summary>The version that it is written in.</summary>
    public VrrpVersion Version { get; init; }

    /// <summary>The virtual router id, 1 to 255 (0 is on no router).</summary>
    public byte VirtualRouterId { get; init; }

    /// <summary>The priority: 0 the Master resigns, 255 the address owner.</summary>
    public byte Priority { get; init; }

    /// <summary>Max Advertise Interval, 10 ms to 40.95 s; in version 2 Adver Int, 1 s to 255 s.</summary>
    public Duration Interval { get; init; }

    /// <summary>What its checksum covers. Always the message alone in version 2, and the pseudo-header too over
    /// IPv6.</summary>
    public ChecksumForm ChecksumForm { get; init; }

    /// <summary>The stamp under its HMAC, which was right; null when it is not signed, or this router does not look.
    /// <see cref="HmacReplayGuard"/> judges it.</summary>
    public HmacStamp? Stamp { get; init; }

    /// <summary>The addresses as on the wire, 4 or 16 bytes each.</summary>
    public ReadOnlySpan<byte> Addresses { get; init; }

    /// <summary>Where advertisements of that family go.</summary>
    public static IpAddr GroupOf(IpFamily family) => family == IpFamily.IPv6 ? GroupIPv6 : GroupIPv4;

    /// <summary>Bytes of a message up to where a trailer would begin.</summary>
    internal static int LengthOf(VrrpVersion version, int addressCount, int addressLength) =>
        HeaderLength + addressCount * addressLength + (version == VrrpVersion.V2 ? PasswordLength : 0);

    /// <summary>The version in a message of at least <see cref="HeaderLength"/> bytes.</summary>
    internal static VrrpVersion VersionOf(ReadOnlySpan<byte> message) => (VrrpVersion)(message[0] >> 4);

    /// <summary>The interval in a message. Version 3 has 12 bits of hundredths of a second; the upper four bits are
    /// Reserve: "MUST be set to zero on transmission and ignored on reception".</summary>
    internal static Duration IntervalOf(ReadOnlySpan<byte> message) => VersionOf(message) == VrrpVersion.V2
        ? Duration.FromSeconds(message[5])
        : Duration.FromMilliseconds((BinaryPrimitives.ReadUInt16BigEndian(message[4..]) & 0x0FFF) * 10);
}
