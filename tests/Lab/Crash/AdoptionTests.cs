using Lab.Observers;
using Lab.Subjects;

namespace Lab.Crash;

/// <summary>A gateway that is replaced by another one on the same machine before the lease is over: the address stays,
/// and the peer notices nothing.</summary>
public sealed class AdoptionTests
{
    /// <summary>The lease is 4 s at this interval: time enough to start on a machine that others use, too.</summary>
    private static readonly PairSettings Settings = new() { Interval = TimeSpan.FromSeconds(3) };

    /// <summary>The check says its first word after the start: until then it counts as good.</summary>
    [LabFact]
    public async Task A_gateway_that_is_told_to_keep_the_address_leaves_it_to_the_next_one_whose_check_has_not_spoken()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, Settings with
        {
            Adjust = root => GatewayConfiguration.AddScript(root, "slow", weight: -150, "/bin/sleep", "0.2"),
        });
        await pair.StartAsync();
        TimeSpan begin = LabClock.Now;

        Assert.Equal(0, await pair.A.StopKeepingAsync());
        pair.A.Start();

        await StaysOnAAsync(pair, begin);
        Assert.Contains("Master -> Initialize because the gateway stops, and leaves its addresses", pair.A.Log,
            StringComparison.Ordinal);
        Assert.DoesNotContain("gateway guard:", pair.A.Log, StringComparison.Ordinal);
    }

    [LabFact]
    public async Task Without_the_guard_a_crash_and_a_quick_start_do_not_move_the_address()
    {
        using var pair = Pair.Create(
            SubjectKind.Gateway, Settings with { Adjust = root => root["Vrrp"]!["CrashNotice"] = false });
        await pair.StartAsync();
        TimeSpan begin = LabClock.Now;

        pair.A.Crash();
        pair.A.Start();

        await StaysOnAAsync(pair, begin);
    }

    [LabFact]
    public async Task A_gateway_that_does_not_come_back_in_time_is_replaced_and_never_has_two_owners()
    {
        using var pair = Pair.Create(
            SubjectKind.Gateway, new PairSettings { Interval = TimeSpan.FromSeconds(1), Preempt = false });
        await pair.StartAsync();
        TimeSpan begin = LabClock.Now;

        Assert.Equal(0, await pair.A.StopKeepingAsync());
        await pair.SettleAsync("b");
        pair.A.Start();
        await pair.A.SaysAsync("Initialize -> Backup");

        Assert.Equal(TimeSpan.Zero, Overlap(pair, begin));
        Assert.Equal("b", pair.History.Owners);
    }

    private static async Task StaysOnAAsync(Pair pair, TimeSpan begin)
    {
        await pair.A.SaysAsync("Initialize -> Master because this machine was Master");
        TimeSpan restart = LabClock.Now - begin;
        // Each begins the patience of b anew.
        using var capture = new AdvertisementCapture(pair.Segment.Client, pair.Segment.A.Address);
        await Wait.UntilAsync(
            "a advertises, and again", pair.Settings.MasterDownInterval, () => capture.Gaps.Count > 0);

        TimeSpan hole = pair.Probe.LongestSilence(begin);
        Console.WriteLine($"    Replaced in place after {restart.TotalMilliseconds:0} ms: longest silence of the "
            + $"address {hole.TotalMilliseconds:0} ms");
        Assert.Equal("a", pair.History.Owners);
        Assert.Null(pair.History.First("a", held: false, begin));
        Assert.Null(pair.History.First("b", held: true, begin));
        // A peer would take over after three intervals at the earliest. How long one answer takes is the machine's.
        Assert.InRange(hole, TimeSpan.Zero, pair.Settings.Interval);
    }

    private static TimeSpan Overlap(Pair pair, TimeSpan since) =>
        pair.History.Overlaps(since).Aggregate(TimeSpan.Zero, (sum, overlap) => sum + overlap.Length);
}
