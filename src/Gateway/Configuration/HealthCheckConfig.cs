using System.Text.Json;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration;

/// <summary>One entry of <c>HealthChecks</c>: a plugin's check with its rhythm.</summary>
internal sealed record HealthCheckConfig
{
    /// <summary>The name that <c>Track</c> uses.</summary>
    public required string Name { get; init; }

    /// <summary>The plugin's name: its folder and DLL.</summary>
    public required string Plugin { get; init; }

    /// <summary>Time from the start of one run to the start of the next. 100 ms or more; 2 s by default.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>A run that takes longer has failed. At most <see cref="Interval"/>; half of it by default.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Successes in a row that make a failed check good, 1 to 100; 2 by default. The first result ever counts
    /// alone.</summary>
    public required int Rise { get; init; }

    /// <summary>Failures in a row that make a good check failed, 1 to 100; 3 by default. The first result ever counts
    /// alone.</summary>
    public required int Fall { get; init; }

    /// <summary>What counts until the first result. Failed by default.</summary>
    public Demotion Initial { get; init; } = Demotion.Full;

    /// <summary>The plugin's own settings, an object; empty when the file has none.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>Whether another entry says the same; of settings, their form does not count.</summary>
    public bool IsSame(HealthCheckConfig other) =>
        JsonElement.DeepEquals(Settings, other.Settings)
        && this with { Settings = default } == other with { Settings = default };
}
