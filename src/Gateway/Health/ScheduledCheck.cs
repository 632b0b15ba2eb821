using Gateway.Configuration;
using Gateway.Plugins;
using Gateway.Vrrp.Core;

namespace Gateway.Health;

/// <summary>A health check and its rhythm.</summary>
internal sealed record ScheduledCheck
{
    /// <summary>The name that <c>Track</c> uses.</summary>
    public required string Name { get; init; }

    /// <summary>Time from the start of one run to the start of the next.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>A run that takes longer has failed. At most <see cref="Interval"/>.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>How long the very first run may take; <see cref="Timeout"/> unless it is longer.</summary>
    public TimeSpan FirstTimeout { get; init; }

    /// <summary>Successes in a row that make a failed check good, 1 or more.</summary>
    public required int Rise { get; init; }

    /// <summary>Failures in a row that make a good check failed, 1 or more.</summary>
    public required int Fall { get; init; }

    /// <summary>What counts until the first result. Failed by default: what is not known to be well is not.</summary>
    public Demotion Initial { get; init; } = Demotion.Full;

    /// <summary>Whether it is one of the gateway's own, which need no slot: they are few, and a flood of plugins must
    /// not hold them up.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>The check, configured and valid. Its owner disposes it after the scheduler has stopped.</summary>
    public required IHealthCheck Check { get; init; }

    /// <summary>How long a word of this check is good.</summary>
    /// <remarks>The engine counts a tracker as failed when its word is not renewed in this time. So a scheduler that
    /// does not get to run, in a process whose thread pool is starved, cannot keep a priority up. While it does run,
    /// each run renews the word, at the latest one interval, one timeout and a hand-over after the last; with less than
    /// <see cref="Fall"/> intervals a single late run would count for more than a single failed one.</remarks>
    public TimeSpan ValidFor => (Interval * Fall) + Timeout + TimeSpan.FromSeconds(1);

    /// <summary>A plugin's check as the configuration wants it.</summary>
    public static ScheduledCheck From(HealthCheckConfig config, IHealthCheck check) => new()
    {
        Name = config.Name,
        Interval = config.Interval,
        Timeout = config.Timeout,
        Rise = config.Rise,
        Fall = config.Fall,
        Initial = config.Initial,
        Check = check,
    };
}
