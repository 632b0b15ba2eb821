using Lab.Observers;
using Lab.Subjects;

namespace Lab.Plugins;

/// <summary>Plugins that spin or hang in a real pair: VRRP does not notice.</summary>
public sealed class MisbehavingPluginTests
{
    /// <summary>The minute that the plugins hang, and some more.</summary>
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(65);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>Five seconds for the news, two for what lingers, and a busy machine.</summary>
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(20);

    [LabFact]
    public async Task What_spins_or_hangs_for_a_minute_moves_no_address_and_delays_no_advertisement()
    {
        using var plugins = new MisbehavingPlugins();
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            PriorityA = 150,
            Adjust = plugins.AddTo,
        });
        await pair.StartAsync();
        using var capture = new AdvertisementCapture(pair.Segment.Client, pair.Segment.A.Address);
        TimeSpan begin = LabClock.Now;

        await BothSayAsync(pair, "Check spins goes on after its timeout");
        await BothSayAsync(pair, "Check blocks goes on after its timeout");
        await BothSayAsync(pair, "Notify deaf: goes on after its timeout");
        plugins.DropGood();
        await BothSayAsync(pair, "Plugin Changing, check changing did not finish its dispose");
        plugins.DropSpinningStart();
        await BothSayAsync(pair, "did not start within 10 s: it hangs. Generation 2 goes on");
        await Task.Delay(TimeSpan.FromTicks(Math.Max(0, (begin + Time - LabClock.Now).Ticks)));

        AdvertisementGaps gaps = capture.Gaps;
        TimeSpan watched = LabClock.Now - begin;
        Console.WriteLine($"    Plugins spin and hang for {watched.TotalSeconds:0.0} s: advertisements {gaps}");
        Assert.DoesNotContain(pair.History.Events, entry => entry is { Role: "b", Held: true } && entry.At > begin);
        Assert.Equal("a", pair.History.Owners);
        Assert.DoesNotContain("Master -> ", pair.A.Log, StringComparison.Ordinal);
        Assert.InRange(gaps.Longest, TimeSpan.Zero, pair.Settings.MasterDownInterval);
        Assert.InRange(gaps.Count, (watched / pair.Settings.Interval) / 2, double.MaxValue);
        Assert.Contains("Check spins is down: no answer within 0.5 s", pair.A.Log, StringComparison.Ordinal);
        await AssertStopsAsync(pair);
    }

    private static async Task AssertStopsAsync(Pair pair)
    {
        TimeSpan begin = LabClock.Now;
        int code = await pair.A.StopAsync();
        TimeSpan stopped = LabClock.Now - begin;
        await pair.SettleAsync("b");

        Assert.Equal(0, code);
        Assert.InRange(stopped, TimeSpan.Zero, StopBound);
    }

    private static Task BothSayAsync(Pair pair, string words) => Wait.UntilAsync(
        $"both say: {words}",
        Patience,
        () => new[] { pair.A, pair.B }.All(node => node.Log.Contains(words, StringComparison.Ordinal)));
}
