using System.Globalization;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Commands;

/// <summary>What many virtual routers cost, in processor time and memory: ours beside keepalived in the same run, as
/// Master and as Backup.</summary>
internal static class CostCommand
{
    private const int LinkCount = 3;
    private const int Programs = 2;

    /// <summary>What a process does after its start is no running cost: announcements go on for 5 s, the runtime
    /// compiles what is used often for half a minute.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(45);

    /// <summary>The kernel counts in hundredths of a second: less is none.</summary>
    private const double Least = 0.0005;

    /// <summary>Runs it.</summary>
    internal static async Task<int> RunAsync(string[] words)
    {
        var arguments = new CommandArguments(words);
        int[] crowds = arguments.List("--instances", [1, 50, 255], CommandArguments.Count);
        TimeSpan interval = arguments.One("--interval", TimeSpan.FromMilliseconds(100), Durations.Parse);
        TimeSpan time = arguments.One("--seconds", TimeSpan.FromSeconds(20), CommandArguments.Seconds);
        TimeSpan calm = arguments.One("--calm", Calm, CommandArguments.Seconds);
        arguments.End();
        TimeSpan about = crowds.Length * Programs * (time + calm + (4 * interval) + TimeSpan.FromSeconds(5));
        await Console.Error.WriteLineAsync($"This takes about {Durations.Text(about)}.");

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Cost of virtual routers of IPv4, VRRPv3, multicast, an advertisement every {Durations.Text(interval)} each, over
            {LinkCount} interfaces; all processes of the program on one machine, for {Durations.Text(time)} after {Durations.Text(calm)} of rest.
            The engine is the thread of Gateway that speaks VRRP; the rest is a proxy that tests itself every second.

            | virtual routers | as | % of a core: Gateway | its engine | keepalived | engine / keepalived | memory, MiB: Gateway | keepalived | ratio |
            |---|---|---|---|---|---|---|---|---|
            """));
        var moved = new List<string>();
        foreach (int crowd in crowds)
        {
            var settings = new PairSettings { Crowd = crowd, LinkCount = LinkCount, Interval = interval };
            CrowdCost ours = await new CrowdTrial(SubjectKind.Gateway, settings, calm, time).MeasureAsync();
            CrowdCost theirs = await new CrowdTrial(SubjectKind.Keepalived, settings, calm, time).MeasureAsync();
            string mark = ours.IsCalm && theirs.IsCalm ? "" : " *";
            WriteRow($"{crowd}{mark}", "Master", ours.Master, theirs.Master);
            WriteRow($"{crowd}{mark}", "Backup", ours.Backup, theirs.Backup);
            Note(moved, SubjectKind.Gateway, crowd, ours);
            Note(moved, SubjectKind.Keepalived, crowd, theirs);
        }

        moved.ForEach(Console.WriteLine);
        return 0;
    }

    private static void Note(List<string> moved, SubjectKind kind, int crowd, CrowdCost cost)
    {
        if (!cost.IsCalm)
        {
            moved.Add(string.Create(CultureInfo.InvariantCulture,
                $"\n\\* {kind}, {crowd}: not at rest, {cost.Transitions} transitions or more while it was measured and "
                + $"{cost.Astray} addresses astray at the end, the calmest of {CrowdTrial.Tries} measurements."));
        }
    }

    private static void WriteRow(string crowd, string role, ProgramUse ours, ProgramUse theirs) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {crowd} | {role} "
            + $"| {ours.Load:0.00%} | {ours.EngineLoad:0.00%} | {theirs.Load:0.00%} "
            + $"| {ours.EngineLoad / Math.Max(theirs.Load, Least):0.0} "
            + $"| {ours.Mebibytes:0} | {theirs.Mebibytes:0} | {ours.Mebibytes / theirs.Mebibytes:0.0} |"));
}
