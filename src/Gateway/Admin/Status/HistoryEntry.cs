using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>A transition of a virtual router: an entry of <c>/api/history</c>.</summary>
/// <param name="Id">Counts the entries of this process, from 1.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Instance">The virtual router.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Reason">Why, in one word: a name of the engine.</param>
/// <param name="Why">Why, as a sentence without a full stop.</param>
/// <param name="Priority">The effective priority at that moment.</param>
/// <param name="Peer">The other router, when one caused it; else null.</param>
/// <param name="TookMilliseconds">Of a takeover: from the last word of the Master before, or else from the decision,
/// to the announcement of the addresses. Otherwise null.</param>
/// <param name="Timeline">What led to it and what followed, in order.</param>
internal sealed record HistoryEntry(
    long Id,
    DateTimeOffset At,
    string Instance,
    string From,
    string To,
    string Reason,
    string Why,
    int Priority,
    string? Peer,
    double? TookMilliseconds,
    ImmutableArray<TimelineStep> Timeline);
