namespace Gateway.Support;

/// <summary>The last lines of the log, where the journal has them.</summary>
internal static class JournalPart
{
    private const string Name = "journal.txt";
    private const string What = "the last 2000 lines of the log";

    private static readonly string[] Arguments =
        ["--unit", "gateway", "--lines", "2000", "--output", "short-iso-precise", "--no-pager", "--quiet"];

    /// <summary>Asks the journal.</summary>
    public static async Task<SupportPart> AskAsync(
        AskProgram ask, Redaction redaction, CancellationToken cancellation)
    {
        var (text, problem) = await ask("journalctl", Arguments, cancellation);
        return problem is not null ? SupportPart.Without(Name, What, redaction.Lines(problem))
            : text!.Trim().Length == 0 ? SupportPart.Without(
                Name, What, "The journal has no line of the unit gateway, or you may not see it: run it as root.")
            : SupportPart.Of(Name, What, redaction.Lines(text));
    }

    /// <summary>Without it.</summary>
    public static SupportPart Without(string why) => SupportPart.Without(Name, What, why);
}
