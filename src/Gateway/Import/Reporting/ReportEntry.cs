using Gateway.Import.Reading;

namespace Gateway.Import.Reporting;

/// <summary>A line of the report.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Subject">The keyword as written, with its values.</param>
/// <param name="Target">The path of the key that has it, with colons between; empty when there is none.</param>
/// <param name="Reason">What there is to know, as a sentence; empty when there is nothing.</param>
internal sealed record ReportEntry(
    Outcome Outcome, ConfPosition Position, string Subject, string Target, string Reason);
