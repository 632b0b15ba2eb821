using System.Globalization;
using Lab.Faults;
using Lab.Subjects;

namespace Lab.Commands;

/// <summary>The figures of a benchmark, as a table in Markdown: a row for each fault and interval.</summary>
internal sealed class BenchmarkTable(BenchmarkOptions options)
{
    private readonly Dictionary<(SubjectKind Subject, FaultKind Fault), List<TrialResult>> _results = [];

    /// <summary>Takes down one trial.</summary>
    internal void Add(SubjectKind subject, FaultKind fault, TrialResult result)
    {
        if (!_results.TryGetValue((subject, fault), out List<TrialResult>? list))
        {
            _results[(subject, fault)] = list = [];
        }

        list.Add(result);
    }

    /// <summary>Prints what comes before the rows.</summary>
    internal void WriteHead()
    {
        var settings = new PairSettings();
        string[] columns = ["until the new owner answers", "the client without an answer", "two owners"];
        string[] cells = [
            "the Master", "interval",
            .. columns.SelectMany(column => options.Subjects.Select(subject => $"{column}: {Name(subject)}")),
        ];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            Failover as a client sees it that asks every millisecond: VRRPv3, IPv4 multicast, priorities {settings.PriorityA} and {settings.PriorityB}.
            Median / worst of {options.Trials} trials each. After a heal, all times are from the heal.

            | {string.Join(" | ", cells)} |
            |{string.Concat(cells.Select(_ => "---|"))}
            """));
    }

    /// <summary>Prints a row for each fault and forgets the trials.</summary>
    internal void WriteRows(PairSettings settings)
    {
        foreach (FaultKind fault in options.Faults)
        {
            string[] cells = [
                Label(fault),
                Durations.Text(settings.Interval),
                .. Cells(fault, trial => trial.Takeover),
                .. Cells(fault, trial => trial.Silence),
                .. Cells(fault, trial => trial.Unbounded ? TimeSpan.MaxValue : trial.Duplicate),
            ];
            Console.WriteLine($"| {string.Join(" | ", cells)} |");
        }

        _results.Clear();
    }

    private IEnumerable<string> Cells(FaultKind fault, Func<TrialResult, TimeSpan> figure) =>
        options.Subjects.Select(subject => Cell(_results.GetValueOrDefault((subject, fault), []), figure));

    private string Cell(List<TrialResult> trials, Func<TrialResult, TimeSpan> figure)
    {
        TimeSpan[] sorted = [.. trials.Select(figure).Order()];
        string count = sorted.Length == options.Trials ? "" : $" ({sorted.Length} trials)";
        return (sorted.Length == 0 ? "-" : $"{Text(Median(sorted))} / {Text(sorted[^1])}") + count;
    }

    private static string Label(FaultKind fault) => fault switch
    {
        FaultKind.Stop => "is stopped cleanly",
        FaultKind.Crash => "is killed alone (SIGKILL, a guard lives)",
        FaultKind.Kill => "is killed with all its processes",
        FaultKind.Freeze => "freezes (SIGSTOP)",
        FaultKind.Cut => "loses its link",
        FaultKind.Proxy => "cannot reach its own proxy",
        FaultKind.Upstream => "has lost all servers behind it",
        _ => "meets its peer after a partition",
    };

    private static string Name(SubjectKind subject) => subject == SubjectKind.Gateway ? "Gateway" : "keepalived";

    private static TimeSpan Median(TimeSpan[] sorted) =>
        sorted.Length % 2 == 1 || sorted[sorted.Length / 2] == TimeSpan.MaxValue
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    private static string Text(TimeSpan time) => time == TimeSpan.MaxValue ? "unbounded" : Durations.Text(time);
}
