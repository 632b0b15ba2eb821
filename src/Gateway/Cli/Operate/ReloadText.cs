using System.Text;
using Gateway.Admin.Status;

namespace Gateway.Cli.Operate;

/// <summary>What came of a reload, for people.</summary>
/// <param name="paint">Colours.</param>
/// <param name="time">The clock and its zone.</param>
internal sealed class ReloadText(Paint paint, TimeProvider time)
{
    /// <summary>What is wrong, or what has changed, a line each, and a verdict.</summary>
    public string Describe(ReloadReport report)
    {
        var text = new StringBuilder();
        foreach (var mistake in report.Errors)
        {
            _ = text.Append(TextTable.Plain(mistake.Text)).Append('\n');
        }

        Append(text, report.Changes);
        var took = Ages.OfMilliseconds(report.Milliseconds);
        return text.Append(
            !report.Errors.IsEmpty ? paint.Bad(
                $"{report.Path} has {Counted.Of(report.Errors.Length, "error")}; nothing has changed.") + "\n"
            : !report.Changes.IsEmpty ? $"{report.Path} is in force ({took}).\n"
            : Unchanged(report)).ToString();
    }

    // Mostly the file was taken up when it was saved, before anybody could ask.
    private string Unchanged(ReloadReport report)
    {
        var text = new StringBuilder(
            $"{report.Path} is in force since {Ages.At(report.Loaded, time.LocalTimeZone)}; nothing has changed.\n");
        if (report.Last is not { } last)
        {
            return text.ToString();
        }

        var why = last.Asked ? "as somebody asked for it" : "as soon as it was saved";
        _ = text.Append($"The last change was taken up {Ages.Of(time.GetUtcNow() - last.At)} ago, {why}:\n");
        Append(text, last.Changes);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> changes)
    {
        foreach (var change in changes)
        {
            _ = text.Append("  ").Append(TextTable.Plain(change)).Append('\n');
        }
    }
}
