using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>A received VRRPv3 advertisement: a view of the packet it was read from.
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------+-------+---------------+---------------+---------------+
/// |Version| Type  | Virtual Rtr ID|   Priority    |IPvX Addr Count|
/// +-------+-------+---------------+---------------+---------------+
/// |Reserve| Max Advertise Interval|            Checksum           |
/// +-------+-----------------------+-------------------------------+
/// |                        IPvX Address(es)                       |
/// +---------------------------------------------------------------+
/// </code></summary>
public readonly ref struct Advertisement
{
    /// <summary>Bytes before the addresses.</summary>
    public const int HeaderLength = 8;

    /// <summary>224.0.0.18, where IPv4 advertisements go.</summary>
    public static readonly IpAddr GroupIPv4 = IpAddr.FromIPv4(0xE000_0012);

    /// <summary>The sender.</summary>
    public IpAddr Source { get; init; }

    /// <summary>The virtual router id, 1 to 255 (0 is on no router).</summary>
    public byte VirtualRouterId { get; init; }

    /// <summary>The priority: 0 the Master resigns, 255 the address owner.</summary>
    public byte Priority { get; init; }

    /// <summary>Max Advertise Interval, 10 ms to 40.95 s.</summary>
    public Duration Interval { get; init; }

    /// <summary>What its checksum covers.</summary>
    public ChecksumForm ChecksumForm { get; init; }

    /// <summary>The addresses as on the wire, 4 or 16 bytes each.</summary>
    public ReadOnlySpan<byte> Addresses { get; init; }
}
