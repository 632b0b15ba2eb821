using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Engine;

/// <summary>A router whose advertisements reached an interface.</summary>
/// <param name="Source">Where they came from.</param>
/// <param name="VirtualRouterId">Whom they were for.</param>
public sealed record HeardRouter(IpAddr Source, byte VirtualRouterId)
{
    /// <summary>2 or 3, or whatever its first four bits say.</summary>
    public int Version { get; init; }

    /// <summary>The priority of the last one.</summary>
    public byte Priority { get; init; }

    /// <summary>The authentication type of version 2: 0 none, 1 password; 0 in version 3.</summary>
    public byte AuthenticationType { get; init; }

    /// <summary>The time between advertisements, as it says.</summary>
    public Duration Interval { get; init; }

    /// <summary>How much later its clock is than ours, by the time stamp of the last signed one, which nobody has
    /// verified; null when none was signed.</summary>
    public Duration? ClockSkew { get; init; }

    /// <summary>How many reached the interface, before a firewall could drop them.</summary>
    public int Seen { get; init; }

    /// <summary>How many of them got past it.</summary>
    public int Heard { get; init; }
}
