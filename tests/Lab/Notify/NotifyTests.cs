using Lab.Faults;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Notify;

/// <summary>Notify actions in a real pair (issue 4, points 2 and 7).</summary>
[InParallel]
public sealed class NotifyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Five seconds for the news, two for a dispose that hangs, and a busy machine.</summary>
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LeaseBound = TimeSpan.FromSeconds(4);

    [LabFact]
    public async Task A_master_is_told_after_the_address_is_there_and_a_stop_after_it_is_gone()
    {
        using var plugins = new NotifyPlugins();
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            Interval = PairSettings.CalmInterval,
            Adjust = root => plugins.AddTo(root),
        });
        // One after the other: who loses an election within milliseconds is told late that it had won.
        pair.A.Start();
        await pair.SettleAsync("a");
        pair.B.Start();
        await pair.UpAsync();
        await Wait.UntilAsync("a is told", Patience, () => plugins.News("edge-a").Contains("Master lan4 here"));
        await Wait.UntilAsync("b is told", Patience, () => plugins.News("edge-b").LastOrDefault() == "Backup lan4 away");
        int early = plugins.News("edge-b").Length;
        TimeSpan begin = LabClock.Now;

        int code = await pair.A.StopAsync();
        TimeSpan stopped = LabClock.Now - begin;
        await pair.SettleAsync("b");
        await Wait.UntilAsync("b is told", Patience,
            () => plugins.News("edge-b").Skip(early).Contains("Master lan4 here"));

        TestContext.Current.TestOutputHelper?.WriteLine($"stopped after {stopped.TotalMilliseconds:0} ms");
        Assert.Equal(0, code);
        Assert.InRange(stopped, TimeSpan.Zero, StopBound);
        Assert.Equal("Stop lan4 away", plugins.News("edge-a")[^1]);
        Assert.DoesNotContain("Master lan4 away", plugins.News("edge-a").Concat(plugins.News("edge-b").Skip(early)));
    }

    [LabFact]
    public async Task A_dead_action_delays_no_failover_no_other_action_and_no_stop()
    {
        using var plugins = new NotifyPlugins();
        using var pair = Pair.Create(
            SubjectKind.Gateway, new PairSettings { Adjust = root => plugins.AddTo(root, "Dead") });
        await pair.StartAsync();
        await Wait.UntilAsync("b is told", Patience, () => plugins.News("edge-b").Contains("Backup lan4 away"));

        TrialResult result = await new Trial(pair, FaultKind.Kill).MeasureAsync(LeaseBound);
        await Wait.UntilAsync("b is told", Patience, () => plugins.News("edge-b").Contains("Master lan4 here"));
        TimeSpan begin = LabClock.Now;
        int code = await pair.B.StopAsync();
        TimeSpan stopped = LabClock.Now - begin;

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"takeover {result.Takeover.TotalMilliseconds:0} ms, stop {stopped.TotalMilliseconds:0} ms");
        Assert.InRange(result.Takeover, TimeSpan.Zero, pair.Settings.GenerousTakeover);
        Assert.Equal(0, code);
        Assert.InRange(stopped, TimeSpan.Zero, StopBound);
        Assert.Equal("Stop lan4 away", plugins.News("edge-b")[^1]);
        Assert.Contains("Notify Dead: could not tell before the stop", pair.B.Log, StringComparison.Ordinal);
    }

    [LabFact]
    public async Task A_check_that_is_missing_fails_and_goes_live_when_its_folder_is_dropped_in()
    {
        using var plugins = new NotifyPlugins();
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            PriorityA = 150,
            Adjust = root =>
            {
                plugins.AddTo(root);
                NotifyPlugins.AddWell(root);
            },
        });
        await pair.StartAsync();
        await Wait.UntilAsync("a says what is missing", Patience, () =>
            pair.A.Log.Contains("check late cannot run: plugin Well: ", StringComparison.Ordinal));

        plugins.DropWell();
        await Wait.UntilAsync("both use it", Patience, () => new[] { pair.A, pair.B }.All(node =>
            node.Log.Contains("Check late is up: fine", StringComparison.Ordinal)
            && node.Log.Contains("Plugin Well was loaded anew: generation 2", StringComparison.Ordinal)));

        // The machine that looks first may have the address for a moment.
        await pair.SettleAsync("a");
        Assert.True(pair.A.IsRunning && pair.B.IsRunning);
    }
}
