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
        foreach (int crowd in crowds)
        {
            var settings = new PairSettings { Crowd = crowd, LinkCount = LinkCount, Interval = interval };
            (ProgramUse Master, ProgramUse Backup) ours = await MeasureAsync(
                SubjectKind.Gateway, settings, calm, time);
            (ProgramUse Master, ProgramUse Backup) theirs = await MeasureAsync(
                SubjectKind.Keepalived, settings, calm, time);
            WriteRow(crowd, "Master", ours.Master, theirs.Master);
            WriteRow(crowd, "Backup", ours.Backup, theirs.Backup);
        }

        return 0;
    }

    private static async Task<(ProgramUse Master, ProgramUse Backup)> MeasureAsync(
        SubjectKind kind, PairSettings settings, TimeSpan calm, TimeSpan time)
    {
        using var pair = new CrowdedPair(kind, settings);
        await Console.Error.WriteLineAsync($"{kind}, {settings.Crowd}");
        await pair.StartAsync();
        await Task.Delay(calm);
        (ProgramCost a, ProgramCost b) = (ProgramCost.Of(pair.A.Node), ProgramCost.Of(pair.B.Node));
        await Task.Delay(time);
        (ProgramCost laterA, ProgramCost laterB) = (ProgramCost.Of(pair.A.Node), ProgramCost.Of(pair.B.Node));
        if (pair.OwnedBy(pair.A.Node) != pair.SharedCount || pair.OwnedBy(pair.B.Node) != 0)
        {
            throw new InvalidOperationException($"{kind}, {settings.Crowd}: addresses moved meanwhile");
        }

        return (laterA.Since(a), laterB.Since(b));
    }

    private static void WriteRow(int crowd, string role, ProgramUse ours, ProgramUse theirs) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {crowd} | {role} "
            + $"| {ours.Load:0.00%} | {ours.EngineLoad:0.00%} | {theirs.Load:0.00%} "
            + $"| {ours.EngineLoad / Math.Max(theirs.Load, Least):0.0} "
            + $"| {ours.Mebibytes:0} | {theirs.Mebibytes:0} | {ours.Mebibytes / theirs.Mebibytes:0.0} |"));
}
