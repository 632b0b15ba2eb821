using System.Collections.Immutable;
using Gateway.Vrrp.Core;

namespace Gateway.Health;

/// <summary>What is known of one check.</summary>
internal sealed record CheckStatus
{
    /// <summary>The check's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its state, after rise and fall.</summary>
    public required CheckState State { get; init; }

    /// <summary>How ill it counts as, after rise and fall.</summary>
    public required Demotion Demotion { get; init; }

    /// <summary>When it took this state and demotion; the scheduler's start for
    /// <see cref="CheckState.Unknown"/>.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Results in a row that speak against the state, not yet enough to change it.</summary>
    public int Contrary { get; init; }

    /// <summary>The last results, oldest first, at most <see cref="HealthBoard.Remembered"/>; empty before the
    /// first.</summary>
    public ImmutableArray<CheckResult> History { get; init; } = [];

    /// <summary>The last result; null before the first.</summary>
    public CheckResult? Last => History is [.., var last] ? last : null;
}
