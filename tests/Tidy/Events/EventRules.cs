using System.Text.RegularExpressions;
using Tidy.Sources;

namespace Tidy.Events;

/// <summary>Who reads the log by machine relies on numbers: one an event, for ever, listed in
/// config/events.md.</summary>
internal static partial class EventRules
{
    public const string List = "config/events.md";

    /// <summary>Numbers that two events share.</summary>
    public static IEnumerable<Violation> SharedNumbers(IEnumerable<LogEvent> events) =>
        from same in events.GroupBy(found => found.Id)
        where same.Count() > 1
        from found in same.Skip(1)
        select found.Place with { What = $"event {found.Id} is another one, too: give it a number of its own" };

    /// <summary>Lines that the list has and should not, or should have and has not.</summary>
    public static IEnumerable<Violation> Differences(IEnumerable<LogEvent> events, string list)
    {
        var rows = list.Split('\n').Where(line => RowBegin().IsMatch(line)).ToList();
        var wanted = events.OrderBy(found => found.Id).Select(Row).ToList();
        var missing = wanted.Except(rows).Select(row => $"is not in it: {row}");
        var stale = rows.Except(wanted).Select(row => $"is no event of the source: {row}");
        var sorted = rows.SequenceEqual(wanted) || missing.Concat(stale).Any() ? [] : new[] { "is not in order" };
        return missing.Concat(stale).Concat(sorted).Select(what => new Violation(List, 1, what));
    }

    /// <summary>The line of an event in the list.</summary>
    public static string Row(LogEvent found) =>
        $"| {found.Id} | {found.Level} | {found.Message.Replace("|", "\\|", StringComparison.Ordinal)} |";

    [GeneratedRegex(@"^\| \d+ \| ")]
    private static partial Regex RowBegin();
}
