using System.Text;
using Gateway.Admin.Status;

namespace Gateway.Cli.Operate;

/// <summary>Transitions as an operator reads them, each with its timeline.</summary>
/// <param name="paint">Colours.</param>
/// <param name="zone">The local time.</param>
internal sealed class HistoryText(Paint paint, TimeZoneInfo zone)
{
    private const int TimeWidth = 11;
    private const int KindWidth = 10;

    /// <summary>Writes them down, in the order that they come.</summary>
    public string Describe(IEnumerable<HistoryEntry> entries)
    {
        var text = new StringBuilder();
        foreach (var entry in entries)
        {
            Append(text, entry);
        }

        return text.Length > 0 ? text.ToString() : "Nothing has happened since the gateway started.\n";
    }

    private void Append(StringBuilder text, HistoryEntry entry)
    {
        var at = FormattableString.Invariant($"{TimeZoneInfo.ConvertTime(entry.At, zone):yyyy-MM-dd HH:mm:ss.fff}");
        var took = entry.TookMilliseconds is { } milliseconds
            ? FormattableString.Invariant($"; took {milliseconds:0.0} ms")
            : "";
        _ = text.Append(at).Append("  ").Append(paint.Head(TextTable.Plain(entry.Instance))).Append("  ")
            .Append(entry.From).Append(" -> ").Append(paint.State(entry.To))
            .Append(TextTable.Plain($" because {entry.Why}; priority {entry.Priority}{took}")).Append('\n');
        foreach (var step in entry.Timeline)
        {
            var when = FormattableString.Invariant($"{step.Milliseconds:+0.0;-0.0;0.0} ms").PadLeft(TimeWidth);
            _ = text.Append("  ").Append(when).Append("  ").Append(step.Kind.PadRight(KindWidth)).Append("  ")
                .Append(TextTable.Plain(step.Text)).Append('\n');
        }
    }
}
