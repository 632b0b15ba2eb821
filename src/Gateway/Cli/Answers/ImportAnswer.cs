using System.Collections.Immutable;
using Gateway.Import;

namespace Gateway.Cli.Answers;

/// <summary>What <c>gateway import --json</c> says. Keys stay; new ones may come.</summary>
/// <param name="Output">The file that was written; <c>-</c> for standard output.</param>
/// <param name="Accepted">Whether <c>gateway check</c> accepts it on this machine.</param>
/// <param name="NeedsAttention">Whether a person has to look at something.</param>
/// <param name="Entries">What became of every keyword.</param>
internal sealed record ImportAnswer(
    string Output, bool Accepted, bool NeedsAttention, ImmutableArray<ImportEntryAnswer> Entries)
{
    /// <summary>Writes a result down.</summary>
    public static ImportAnswer Of(string output, ImportResult result) => new(
        output, result.IsAccepted, result.NeedsAttention, [.. result.Entries.Select(ImportEntryAnswer.Of)]);
}
