using System.Text;

namespace Gateway.Import.Reporting;

/// <summary>The report as people read it: what is as it was first, what needs a person last, where the eye
/// is.</summary>
internal static class ReportText
{
    private static readonly (Outcome Outcome, string Title)[] Sections =
    [
        (Outcome.Mapped, "Mapped, with the same meaning"),
        (Outcome.Defaulted, "Not said: what holds instead"),
        (Outcome.Changed, "Mapped, with a difference"),
        (Outcome.Dropped, "Left out, and not missed"),
        (Outcome.Attention, "Needs attention"),
    ];

    /// <summary>All entries by outcome, then by line.</summary>
    public static string Write(IReadOnlyList<ReportEntry> entries)
    {
        var text = new StringBuilder();
        foreach (var (outcome, title) in Sections)
        {
            var own = entries.Where(entry => entry.Outcome == outcome).ToList();
            if (own.Count > 0)
            {
                _ = text.Append(text.Length > 0 ? "\n" : "").Append(title)
                    .Append(FormattableString.Invariant($" ({own.Count}):\n"));
                _ = text.AppendJoin("", own.Select(entry => $"  {Line(entry)}\n"));
            }
        }

        return text.ToString();
    }

    /// <summary>One line: <c>keepalived.conf:12: advert_int 0.5 -> Vrrp:...: why</c>.</summary>
    public static string Line(ReportEntry entry)
    {
        var target = entry.Target.Length > 0 ? $" -> {entry.Target}" : "";
        var reason = entry.Reason.Length > 0 ? $": {entry.Reason}" : "";
        var line = $"{entry.Position}: {entry.Subject}{target}{reason}";
        return line.Any(char.IsControl) ? string.Concat(line.Select(Visible)) : line;
    }

    // Values come from the file: a line break or an escape sequence must not reach the terminal.
    private static string Visible(char letter) =>
        char.IsControl(letter) ? FormattableString.Invariant($"\\u{(int)letter:x4}") : letter.ToString();
}
