using Gateway.Import.Reporting;

namespace Gateway.Cli.Answers;

/// <summary>What became of a keyword of keepalived.</summary>
/// <param name="Outcome"><c>Mapped</c>, <c>Changed</c>, <c>Defaulted</c>, <c>Dropped</c> or <c>Attention</c>.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; 0 for the whole file.</param>
/// <param name="Keyword">The keyword as written, with its values.</param>
/// <param name="Key">The key that has it; empty when none does.</param>
/// <param name="Reason">What there is to know; may be empty.</param>
internal sealed record ImportEntryAnswer(
    string Outcome, string File, int Line, string Keyword, string Key, string Reason)
{
    /// <summary>Writes an entry down.</summary>
    public static ImportEntryAnswer Of(ReportEntry entry) => new(
        entry.Outcome.ToString(), entry.Position.File, entry.Position.Line, entry.Subject, entry.Target, entry.Reason);
}
