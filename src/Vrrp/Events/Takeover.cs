using Gateway.Vrrp.Core;

namespace Gateway.Vrrp.Events;

/// <summary>How long the steps of a takeover took, each from its beginning: for people, nothing is decided by
/// it.</summary>
/// <param name="Began">When the kernel was asked for the addresses; default for no takeover.</param>
/// <param name="Assigned">When it had confirmed them.</param>
/// <param name="Advertised">When the advertisement had left.</param>
/// <param name="Announced">When the segment had been told.</param>
public readonly record struct Takeover(
    Instant Began, Duration Assigned, Duration Advertised = default, Duration Announced = default)
{
    /// <summary>The same, advertised.</summary>
    internal Takeover WithAdvertised(Instant now) => this with { Advertised = now - Began };

    /// <summary>The same, announced.</summary>
    internal Takeover WithAnnounced(Instant now) => this with { Announced = now - Began };
}
