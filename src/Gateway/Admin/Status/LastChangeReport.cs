using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>What the last reload that has changed something changed.</summary>
/// <param name="At">When it was in force.</param>
/// <param name="Asked">Whether somebody asked for it; else the files were seen to have changed.</param>
/// <param name="Changes">What has changed, a line each, as <c>gateway plan</c> says it.</param>
internal sealed record LastChangeReport(DateTimeOffset At, bool Asked, ImmutableArray<string> Changes);
