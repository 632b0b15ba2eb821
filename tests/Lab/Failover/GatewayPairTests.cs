using System.Net.Sockets;
using Lab.Demo;
using Lab.Faults;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Failover;

/// <summary>Our pair: whatever befalls the Master, the other one answers, and no address is in two places.</summary>
public sealed class GatewayPairTests(SharedPairs pairs) : IClassFixture<SharedPairs>
{
    /// <summary>The longest lease at this interval is 2 s; its expiry is up to 0.6 s late on an idle kernel.</summary>
    private static readonly TimeSpan LeaseBound = TimeSpan.FromSeconds(4);

    /// <summary>A Master with a higher priority adds the address just before the peer hears of it and lets go: one
    /// packet's time, with room for a busy machine.</summary>
    private static readonly TimeSpan HandoverBound = TimeSpan.FromSeconds(1.5);

    /// <summary>A first connection packet that nobody takes is sent again after 1 s: below, none was lost. The kernel
    /// answers it, however busy the gateway is.</summary>
    private static readonly TimeSpan FirstPacketBound = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly PairSettings Settings = new();

    [LabTheory]
    [InlineData(FaultKind.Stop)]
    [InlineData(FaultKind.Crash)]
    [InlineData(FaultKind.Kill)]
    [InlineData(FaultKind.Freeze)]
    [InlineData(FaultKind.Cut)]
    public Task The_other_machine_answers_and_one_owner_remains(FaultKind fault) => UseAsync(async pair =>
    {
        using HttpClient client = HttpsClient.Create(pair.Segment.Client, TimeSpan.Zero, Patience);
        var trial = new Trial(pair, fault);
        TimeSpan duplicateBound = fault is FaultKind.Kill or FaultKind.Freeze ? LeaseBound : HandoverBound;

        TrialResult result = await trial.MeasureAsync(LeaseBound);
        string page = await client.GetStringAsync(HttpsClient.Site);
        bool leftover = pair.Segment.A.Owns(PairSettings.VirtualAddress);
        TimeSpan mended = LabClock.Now;
        await trial.MendAsync();

        Report(fault, result, pair.History.Overlaps(mended));
        Assert.InRange(result.Takeover, TimeSpan.Zero, pair.Settings.GenerousTakeover);
        Assert.False(result.Unbounded);
        Assert.False(leftover);
        Assert.Contains("through 10.77.0.12", page, StringComparison.Ordinal);
        Assert.InRange(result.Duplicate, TimeSpan.Zero, duplicateBound);
        Assert.All(
            pair.History.Overlaps(mended), overlap => Assert.InRange(overlap.Length, TimeSpan.Zero, HandoverBound));
        Assert.True(pair.Segment.A.Owns(PairSettings.VirtualAddress));
        Assert.False(pair.Segment.B.Owns(PairSettings.VirtualAddress));
        if (fault == FaultKind.Freeze)
        {
            await pair.A.SaysAsync("this process woke up ");
        }
    });

    /// <summary>At 1 s the lease ends well before the peer's patience does.</summary>
    [LabTheory]
    [InlineData(FaultKind.Kill)]
    [InlineData(FaultKind.Freeze)]
    public async Task At_one_second_a_crash_never_has_two_owners(FaultKind fault)
    {
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings { Interval = TimeSpan.FromSeconds(1) });
        await pair.StartAsync();

        TrialResult result = await new Trial(pair, fault).MeasureAsync(LeaseBound);

        Assert.InRange(result.Takeover, TimeSpan.Zero, pair.Settings.GenerousTakeover);
        Assert.Equal(TimeSpan.Zero, result.Duplicate);
        Assert.Equal("b", pair.History.Owners);
    }

    [LabFact]
    public async Task A_pause_shorter_than_the_lease_changes_nothing()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings { Interval = TimeSpan.FromSeconds(1) });
        await pair.StartAsync();
        TimeSpan begin = LabClock.Now;

        pair.A.Freeze();
        await Task.Delay(ShortPause);
        pair.A.Thaw();

        Assert.False(await Wait.HappensAsync(
            pair.Settings.MasterDownInterval, () => pair.History.First("b", held: true, begin) is not null));
        Assert.Equal("a", pair.History.Owners);
    }

    [LabFact]
    public Task A_gateway_that_returns_within_its_lease_removes_its_own_leftover_first() => UseAsync(async pair =>
    {
        TimeSpan begin = LabClock.Now;

        pair.A.Kill();
        pair.A.Start();
        await Wait.UntilAsync(
            "a loses its leftover", LeaseBound, () => pair.History.First("a", held: false, begin) is not null);
        await pair.SettleAsync("a");

        Assert.False(pair.Segment.B.Owns(PairSettings.VirtualAddress));
    });

    [LabFact]
    public async Task A_clean_stop_ends_with_code_0_and_leaves_no_address()
    {
        using var pair = Pair.Create(SubjectKind.Gateway);
        await pair.StartAsync();

        int code = await pair.A.StopAsync();

        Assert.Equal(0, code);
        Assert.False(pair.Segment.A.Owns(PairSettings.VirtualAddress));
        await pair.SettleAsync("b");
        Assert.Equal(0, await pair.B.StopAsync());
        Assert.False(pair.Segment.B.Owns(PairSettings.VirtualAddress));
    }

    [LabFact]
    public Task The_first_request_after_a_handover_is_answered() => UseAsync(async pair =>
    {
        using HttpClient client = HttpsClient.Create(pair.Segment.Client, TimeSpan.Zero, Patience);
        await DemoCommand.UntilServedAsync(pair.Segment.Client);
        var trial = new Trial(pair, FaultKind.Stop);

        await trial.ApplyAsync();
        await Wait.UntilAsync("b alone has the address", Patience, () => pair.History.Owners == "b");
        using Socket first = pair.Segment.Client.Namespace.CreateSocket(SocketType.Stream, ProtocolType.Tcp);
        TimeSpan asked = LabClock.Now;
        await first.ConnectAsync(PairSettings.VirtualAddress, HttpsClient.Site.Port);
        TimeSpan answered = LabClock.Now - asked;
        string page = await client.GetStringAsync(HttpsClient.Site);

        TestContext.Current.TestOutputHelper?.WriteLine($"connected after {answered.TotalMilliseconds:0} ms");
        Assert.Contains("through 10.77.0.12", page, StringComparison.Ordinal);
        Assert.InRange(answered, TimeSpan.Zero, FirstPacketBound);
        await trial.MendAsync();
    });

    private Task UseAsync(Func<Pair, Task> fact) =>
        pairs.UseAsync(Settings, fact, prepare: pair => pair.Upstream.Start());

    private static void Report(FaultKind fault, TrialResult result, Overlap[] handover) =>
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{fault}: new owner answered after {result.Takeover.TotalMilliseconds:0} ms, "
            + $"two owners for {result.Duplicate.TotalMilliseconds:0} ms, on the way back for "
            + $"{handover.Sum(overlap => overlap.Length.TotalMilliseconds):0.0} ms");
}
