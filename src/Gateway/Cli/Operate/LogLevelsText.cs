using Gateway.Admin.Status;
using Gateway.Observability;

namespace Gateway.Cli.Operate;

/// <summary>How much is logged, as an operator reads it.</summary>
/// <param name="paint">Colours.</param>
/// <param name="zone">The local time.</param>
internal sealed class LogLevelsText(Paint paint, TimeZoneInfo zone)
{
    /// <summary>One level, which somebody has just set.</summary>
    public string Describe(LogLevelReport report) =>
        $"{TextTable.Plain(report.Category)}: {report.Level} and above, {EndOf(report)}.\n";

    /// <summary>All of them, a line each.</summary>
    public string Describe(LogLevelsReport report)
    {
        var table = new TextTable(paint, "CATEGORY", "LEVEL", "IN FORCE");
        if (report.Set.All(one => one.Category != LogLevels.All))
        {
            table.Add([LogLevels.All, report.Usual, "as the command line says"], 1);
        }

        foreach (var one in report.Set)
        {
            table.Add([one.Category, one.Level, EndOf(one)], 1, paint.Odd);
        }

        return $"{table}Areas: {string.Join(", ", report.Areas)}\n";
    }

    /// <summary>What operators have set, as a line of the status; empty when they have not.</summary>
    public string Describe(IReadOnlyCollection<LogLevelReport> set) => set.Count == 0
        ? ""
        : $"Logged: {string.Join("; ", set.Select(one => $"{one.Category} {one.Level} {EndOf(one)}"))}\n";

    private string EndOf(LogLevelReport report) => report.Until is { } until
        ? $"until {Ages.At(until, zone)}, then {report.Then ?? "as all"}"
        : "until the gateway ends";
}
