using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>A configuration that was refused: nothing has changed.</summary>
/// <param name="At">When.</param>
/// <param name="Errors">All that is wrong with it.</param>
internal sealed record RejectedReport(
    DateTimeOffset At,
    ImmutableArray<ErrorReport> Errors);
