using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>A health check.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State"><c>Unknown</c>, <c>Up</c> or <c>Down</c>, after rise and fall.</param>
/// <param name="Since">Since when.</param>
/// <param name="DemotionPercent">How ill it counts as: 0 well, 100 failed.</param>
/// <param name="Text">What it said last; null before the first result.</param>
/// <param name="Milliseconds">How long the last run took.</param>
/// <param name="History">The last runs, oldest first, at most 20.</param>
internal sealed record CheckReport(
    string Name,
    string State,
    DateTimeOffset Since,
    int DemotionPercent,
    string? Text,
    double? Milliseconds,
    ImmutableArray<CheckRunReport> History);
