using Lab.Observers;
using Lab.Subjects;

namespace Lab.Plugins;

/// <summary>A settled pair while plugins on both machines do what they should not, from now on.</summary>
/// <param name="pair">The pair; a is Master.</param>
internal sealed class MisbehaviourTrial(Pair pair) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>Five seconds for the news, two for what lingers, and a busy machine.</summary>
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(20);

    private readonly AdvertisementCapture _capture = new(pair.Segment.Client, pair.Segment.A.Address);
    private readonly TimeSpan _begin = LabClock.Now;

    public void Dispose() => _capture.Dispose();

    /// <summary>Waits until the logs of both have the words.</summary>
    internal Task BothSayAsync(string words) => Wait.UntilAsync(
        $"both say: {words}",
        Patience,
        () => new[] { pair.A, pair.B }.All(node => node.Log.Contains(words, StringComparison.Ordinal)));

    /// <summary>VRRP has noticed nothing, for at least that time, and a stop comes to its end.</summary>
    internal async Task AssertUnnoticedAsync(string what, TimeSpan time)
    {
        await Task.Delay(TimeSpan.FromTicks(Math.Max(0, (_begin + time - LabClock.Now).Ticks)));

        AdvertisementGaps gaps = _capture.Gaps;
        TimeSpan watched = LabClock.Now - _begin;
        Console.WriteLine($"    Plugins {what} for {watched.TotalSeconds:0.0} s: advertisements {gaps}");
        Assert.DoesNotContain(pair.History.Events, entry => entry is { Role: "b", Held: true } && entry.At > _begin);
        Assert.Equal("a", pair.History.Owners);
        Assert.DoesNotContain("Master -> ", pair.A.Log, StringComparison.Ordinal);
        Assert.InRange(gaps.Longest, TimeSpan.Zero, pair.Settings.MasterDownInterval);
        Assert.InRange(gaps.Count, (watched / pair.Settings.Interval) / 2, double.MaxValue);
        await AssertStopsAsync();
    }

    private async Task AssertStopsAsync()
    {
        TimeSpan begin = LabClock.Now;
        int code = await pair.A.StopAsync();
        TimeSpan stopped = LabClock.Now - begin;
        await pair.SettleAsync("b");

        Assert.Equal(0, code);
        Assert.InRange(stopped, TimeSpan.Zero, StopBound);
    }
}
