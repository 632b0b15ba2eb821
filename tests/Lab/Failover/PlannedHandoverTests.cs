using Lab.Demo;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Failover;

/// <summary>A planned stop is make before break: a client that asks all the time loses nothing.</summary>
public sealed class PlannedHandoverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The hole of a stop without a drain is a skew: 1.99 s with this interval and priority of b.</summary>
    private static readonly PairSettings LongSkew = new() { Interval = TimeSpan.FromSeconds(2), PriorityB = 1 };

    /// <summary>Ordinary silence between two answers of a client that asks every millisecond, on a busy
    /// machine.</summary>
    private static readonly TimeSpan NoHole = TimeSpan.FromSeconds(1);

    [LabTheory]
    [InlineData(SubjectKind.Gateway)]
    [InlineData(SubjectKind.Keepalived)]
    public async Task A_clean_stop_leaves_no_hole_in_the_answers(SubjectKind successor)
    {
        using var pair = Pair.Create(SubjectKind.Gateway, successor, LongSkew);
        await pair.StartAsync();
        TimeSpan begin = LabClock.Now;

        int code = await pair.A.StopAsync();
        await pair.SettleAsync("b");

        TimeSpan hole = pair.Probe.LongestSilence(begin);
        Console.WriteLine($"    Planned stop, {successor} takes over: longest silence {hole.TotalMilliseconds:0} ms");
        Assert.Equal(0, code);
        Assert.InRange(hole, TimeSpan.Zero, NoHole);
    }

    [LabFact]
    public async Task Only_requests_under_way_at_the_moment_of_the_handover_can_fail()
    {
        using var pair = Pair.Create(SubjectKind.Gateway);
        pair.Upstream.Start();
        await pair.StartAsync();
        await DemoCommand.UntilServedAsync(pair.Segment.Client);
        await using var probe = new RequestProbe(pair.Segment.Client);
        await Wait.UntilAsync("requests are answered", Patience, () => probe.Records.Length > 10);

        TimeSpan begin = LabClock.Now;

        Assert.Equal(0, await pair.A.StopAsync());
        await pair.SettleAsync("b");
        TimeSpan gone = pair.History.First("a", held: false, begin)!.Value;
        int answered = probe.Records.Length;
        await Wait.UntilAsync("and go on", Patience, () => probe.Records.Length > answered + 10);

        RequestRecord[] failed = [.. probe.Records.Where(record => record.Through is null)];
        Console.WriteLine(
            $"    Planned stop under 50 requests/s: {failed.Length} of {probe.Records.Length} requests failed");
        Assert.All(failed, record => Assert.InRange(record.Sent, begin - RequestProbe.Patience, gone));
        Assert.All(failed, record => Assert.InRange(record.Ended, begin, gone + RequestProbe.Patience));
    }
}
