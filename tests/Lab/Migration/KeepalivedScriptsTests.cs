using Lab.Install;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Migration;

/// <summary>A pair moves over from keepalived: its files by <c>gateway import</c>, its scripts as they are.</summary>
[InParallel]
public sealed class KeepalivedScriptsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [LabFact]
    public async Task Scripts_run_unchanged_after_an_import_and_are_told_the_same()
    {
        using var scripts = new KeepalivedScripts();
        var settings = new PairSettings
        {
            PriorityA = 150,
            Interval = TimeSpan.FromMilliseconds(500),
            Keepalived = scripts.Lines,
        };
        using var before = Pair.Create(SubjectKind.Keepalived, settings);
        using var after = Pair.Create(SubjectKind.Gateway, settings);

        string[] toldBefore = await TellAsync(before, scripts);
        _ = Shell.Run(
            GatewayNode.Binary, "import", "--node", "edge-a", ((KeepalivedNode)before.A).ConfigFile,
            "--node", "edge-b", ((KeepalivedNode)before.B).ConfigFile, "-o", ((GatewayNode)after.A).ConfigFile);
        string[] toldAfter = await TellAsync(after, scripts);

        Assert.Equal(
            [
                "INSTANCE lan4 is backup", "INSTANCE lan4 is master at 150", "INSTANCE lan4 is backup",
                "INSTANCE lan4 is master at 150", "unknown state STOP",
            ],
            toldBefore);
        Assert.Equal(toldBefore, toldAfter);
    }

    // The check fails on a and succeeds again; then all is stopped. What a was told.
    private static async Task<string[]> TellAsync(Pair pair, KeepalivedScripts scripts)
    {
        // Scripts run beside it all: what comes next would overtake a word that is not told yet.
        Task IsToldAsync(string state) => Wait.UntilAsync($"a is told of {state}", Patience, () =>
            scripts.Told(pair.Segment.A).LastOrDefault()?.Contains($"is {state}", StringComparison.Ordinal) ?? false);

        await pair.StartAsync();
        await IsToldAsync("master");
        scripts.Break(pair.Segment.A);
        await pair.SettleAsync("b");
        await IsToldAsync("backup");
        if (pair.A is GatewayNode)
        {
            await pair.A.SaysAsync("Check check is down: exit code 1: *** it is broken");
        }

        scripts.Mend(pair.Segment.A);
        await pair.SettleAsync("a");
        await IsToldAsync("master");
        _ = await pair.A.StopAsync();
        await pair.SettleAsync("b");
        _ = await pair.B.StopAsync();

        // A busy machine may take over before the check has spoken, with the priority of one that fails.
        List<string> told = [.. scripts.Told(pair.Segment.A)];
        scripts.Forget(pair.Segment.A);
        told[1] = told[1].Replace(" at 90", " at 150", StringComparison.Ordinal);
        // Our planned stop hands over first, and may tell so.
        if (pair.A is GatewayNode && told[^2].EndsWith("is backup", StringComparison.Ordinal))
        {
            told.RemoveAt(told.Count - 2);
        }

        return [.. told];
    }
}
