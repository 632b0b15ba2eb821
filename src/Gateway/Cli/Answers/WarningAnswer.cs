using Gateway.Configuration.Lint;

namespace Gateway.Cli.Answers;

/// <summary>Something in a valid configuration that is probably not meant.</summary>
/// <param name="Id">The rule; <c>config/lint</c> has a page of that name.</param>
/// <param name="File">The file, or another source.</param>
/// <param name="Line">The line, from 1; 0 for the whole file.</param>
/// <param name="Column">The column, from 1; 0 for the whole file.</param>
/// <param name="Path">The keys from the root, with colons between.</param>
/// <param name="Message">What will happen, and what to do instead.</param>
internal sealed record WarningAnswer(string Id, string File, int Line, int Column, string Path, string Message)
{
    /// <summary>Writes one down.</summary>
    public static WarningAnswer Of(LintFinding finding) => new(
        finding.Id, finding.Position.File, finding.Position.Line, finding.Position.Column, finding.Path,
        finding.Message);
}
