using System.Collections.Immutable;
using Gateway.Import.Reporting;

namespace Gateway.Import;

/// <summary>What an import came to.</summary>
/// <param name="Text">The text of the configuration.</param>
/// <param name="Entries">What became of every keyword.</param>
/// <param name="IsAccepted">Whether <c>gateway check</c> accepts it on this machine, for every node.</param>
/// <param name="HasSecrets">Whether a password or key stands in it.</param>
internal sealed record ImportResult(
    string Text, ImmutableArray<ReportEntry> Entries, bool IsAccepted, bool HasSecrets)
{
    /// <summary>Whether a person has to look at something.</summary>
    public bool NeedsAttention => Entries.Any(entry => entry.Outcome == Outcome.Attention);
}
