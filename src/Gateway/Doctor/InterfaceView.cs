using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Gateway.Doctor;

/// <summary>An interface of the machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsUp">Whether it is switched on.</param>
/// <param name="HasCarrier">Whether the link below works.</param>
/// <param name="Mtu">The longest packet, bytes.</param>
/// <param name="Addresses">Its addresses, virtual ones too.</param>
internal sealed record InterfaceView(
    string Name, bool IsUp, bool HasCarrier, int Mtu, ImmutableArray<IpAddr> Addresses)
{
    /// <summary>The same addresses with their prefixes.</summary>
    public ImmutableArray<AddressPrefix> Networks { get; init; } = [];

    /// <summary>What was heard on it.</summary>
    public SegmentReport Segment { get; init; } = SegmentReport.Nothing;

    /// <summary>Why nothing could be heard; null when it was listened to.</summary>
    public string? Deaf { get; init; }
}
