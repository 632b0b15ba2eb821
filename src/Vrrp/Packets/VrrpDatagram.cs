using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Packets;

/// <summary>A received VRRP message with what its IP header said: the same for both families, however the kernel
/// delivers them. A view of the receive buffer.</summary>
public readonly ref struct VrrpDatagram
{
    /// <summary>The IP protocol, or next header, of VRRP.</summary>
    public const byte Protocol = 112;

    /// <summary>The sender.</summary>
    public required IpAddr Source { get; init; }

    /// <summary>The group, or our own address from a unicast peer.</summary>
    public required IpAddr Destination { get; init; }

    /// <summary>Time to live, or hop limit.</summary>
    public required byte HopLimit { get; init; }

    /// <summary>From the VRRP header on, to the end of the IP packet.</summary>
    public required ReadOnlySpan<byte> Message { get; init; }
}
