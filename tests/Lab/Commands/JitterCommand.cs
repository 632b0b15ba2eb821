using System.Globalization;
using Lab.Faults;
using Lab.Subjects;

namespace Lab.Commands;

/// <summary>How evenly a Master advertises while its machine's proxy is saturated with TLS: ours beside keepalived
/// under the same load.</summary>
internal static class JitterCommand
{
    private static readonly TimeSpan Setting = TimeSpan.FromSeconds(12);
    private static readonly SubjectKind[] Subjects = [SubjectKind.Gateway, SubjectKind.Keepalived];

    /// <summary>Runs it; 1 when our pair moved the address from a Master that lived.</summary>
    internal static async Task<int> RunAsync(string[] words)
    {
        var arguments = new CommandArguments(words);
        TimeSpan time = arguments.One("--seconds", TimeSpan.FromSeconds(60), CommandArguments.Seconds);
        TimeSpan[] intervals = arguments.List("--interval", [TimeSpan.FromMilliseconds(100)], Durations.Parse);
        arguments.End();
        await Console.Error.WriteLineAsync(
            $"This takes about {Durations.Text(intervals.Length * Subjects.Length * (time + Setting))}.");

        Console.WriteLine($"""
            Time from one advertisement of the Master to the next, while the proxy on its machine is saturated with
            requests over TLS for {Durations.Text(time)}; stamped by the kernel of a machine that hears them.

            | the Master | interval | p50 | p99.9 | max | false takeovers | requests/s | failed |
            |---|---|---|---|---|---|---|---|
            """);
        int ours = 0;
        foreach (TimeSpan interval in intervals)
        {
            foreach (SubjectKind subject in Subjects)
            {
                using var trial = new LoadTrial(subject, interval);
                LoadResult result = await trial.MeasureAsync(time);
                Write(subject, interval, result);
                ours += subject == SubjectKind.Gateway ? result.FalseTakeovers : 0;
            }
        }

        return ours == 0 ? 0 : 1;
    }

    private static void Write(SubjectKind subject, TimeSpan interval, LoadResult result) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {(subject == SubjectKind.Gateway ? "Gateway" : "keepalived beside our proxy")} "
            + $"| {Durations.Text(interval)} | {Milliseconds(result, 0.5)} | {Milliseconds(result, 0.999)} "
            + $"| {Milliseconds(result, 1)} | {result.FalseTakeovers} "
            + $"| {result.RequestsPerSecond:0} | {result.FailedRequests} |"));

    private static string Milliseconds(LoadResult result, double share) => string.Create(
        CultureInfo.InvariantCulture, $"{result.Gaps.Percentile(share).TotalMilliseconds:0.0} ms");
}
