using System.Globalization;
using Lab.Faults;
using Lab.Subjects;

namespace Lab.Commands;

/// <summary>The figures of one benchmark, as a table for a person.</summary>
internal sealed class BenchmarkTable(PairSettings settings, BenchmarkOptions options)
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

    /// <summary>Prints the table.</summary>
    internal void Write(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Failover as a client sees it: VRRPv3, IPv4 multicast, an advertisement every {Text(settings.Interval)},
            priorities {settings.PriorityA} and {settings.PriorityB}, {options.Trials} trials each.
            RFC 9568 bounds a takeover from a silent master by {Text(settings.MasterDownInterval)}.

            """));
        output.WriteLine(
            $"{"",-14}{"",-12}{"first answer, new owner",-24}{"client without answer",-24}{"two owners"}");
        output.WriteLine(
            $"{"fault",-14}{"",-12}{"median",10}{"worst",10}{"median",14}{"worst",10}{"median",14}{"worst",10}");
        foreach (FaultKind fault in _results.Keys.Select(key => key.Fault).Distinct())
        {
            string label = Label(fault);
            foreach (SubjectKind subject in options.Subjects)
            {
                WriteRow(output, label, subject, _results[(subject, fault)]);
                label = "";
            }
        }

        output.WriteLine();
    }

    private void WriteRow(TextWriter output, string label, SubjectKind subject, List<TrialResult> trials)
    {
        TimeSpan[] takeovers = [.. trials.Select(trial => trial.Takeover).Order()];
        TimeSpan[] duplicates =
            [.. trials.Select(trial => trial.Unbounded ? TimeSpan.MaxValue : trial.Duplicate).Order()];
        TimeSpan[] silences = [.. trials.Select(trial => trial.Silence).Order()];
        output.WriteLine(
            $"{label,-14}{Name(subject),-12}{Text(Median(takeovers)),10}{Text(takeovers[^1]),10}"
            + $"{Text(Median(silences)),14}{Text(silences[^1]),10}"
            + $"{Bounded(Median(duplicates)),14}{Bounded(duplicates[^1]),10}");
    }

    private static string Label(FaultKind fault) => fault switch
    {
        FaultKind.Crash => "SIGKILL main",
        FaultKind.Kill => "SIGKILL all",
        FaultKind.Freeze => "SIGSTOP",
        FaultKind.Stop => "clean stop",
        _ => "link cut",
    };

    private static string Name(SubjectKind subject) => subject == SubjectKind.Gateway ? "Gateway" : "keepalived";

    private static TimeSpan Median(TimeSpan[] sorted) =>
        sorted.Length % 2 == 1 || sorted[sorted.Length / 2] == TimeSpan.MaxValue
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    private static string Bounded(TimeSpan time) => time == TimeSpan.MaxValue ? "unbounded" : Text(time);

    private static string Text(TimeSpan time) => time == TimeSpan.Zero
        ? "0"
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");
}
