using System.Collections.Immutable;

namespace Gateway.Admin.Status;

/// <summary>What came of a reload: the answer of <c>/api/reload</c>.</summary>
/// <param name="Path">The file.</param>
/// <param name="Loaded">Since when what runs is in force.</param>
/// <param name="Changes">What has changed, a line each, as <c>gateway plan</c> says it; empty when nothing has.</param>
/// <param name="Errors">Why nothing was changed; empty when all of it runs.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record ReloadReport(
    string Path,
    DateTimeOffset Loaded,
    ImmutableArray<string> Changes,
    ImmutableArray<ErrorReport> Errors,
    double Milliseconds)
{
    /// <summary>Where nothing has changed: what the last reload that did has changed; null without one.</summary>
    public LastChangeReport? Last { get; init; }
}
