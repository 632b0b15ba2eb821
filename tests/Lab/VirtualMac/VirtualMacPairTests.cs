using Lab.Failover;
using Lab.Faults;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.VirtualMac;

/// <summary>Pairs whose addresses live on the virtual router MAC address (RFC 9568 section 7.3): what the clients
/// believe never changes, and the switch follows.</summary>
[InParallel(IsLong = true)]
public sealed class VirtualMacPairTests(SharedPairs pairs) : IClassFixture<SharedPairs>
{
    /// <summary>The longest lease at this interval is 2 s; its expiry is up to 0.6 s late on an idle kernel.</summary>
    private static readonly TimeSpan LeaseBound = TimeSpan.FromSeconds(4);

    /// <summary>Five advertisements of a Master.</summary>
    private static readonly TimeSpan Observation = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static MatrixTheoryData<string, FaultKind> Cases { get; } = new(
        ["virtual MAC", "IPv6 virtual MAC", "unicast virtual MAC"],
        [FaultKind.Stop, FaultKind.Crash, FaultKind.Kill, FaultKind.Freeze, FaultKind.Cut]);

    [LabTheory]
    [MemberData(nameof(Cases))]
    public Task The_neighbour_entry_never_changes_and_the_switch_follows(string dialect, FaultKind fault) =>
        pairs.UseAsync(
            Dialects.All[dialect],
            pair => AssertNothingChangesForClientsAsync(pair, dialect, fault),
            prepare: pair => _ = (NeighboursOf(pair), ViewOf(pair)));

    private static async Task AssertNothingChangesForClientsAsync(Pair pair, string dialect, FaultKind fault)
    {
        SwitchView view = ViewOf(pair);
        await Wait.UntilAsync("the switch knows a", Patience, () => view.Role == "a");
        await AssertSilentAsync(view, "b");
        var trial = new Trial(pair, fault);

        TrialResult result = await trial.MeasureAsync(LeaseBound);
        await Wait.UntilAsync("the switch follows b", Patience, () => view.Role == "b");
        await AssertSilentAsync(view, "a");
        await trial.MendAsync();
        await Wait.UntilAsync("the switch follows a", Patience, () => view.Role == "a");
        await AssertSilentAsync(view, "b");

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{dialect}, {fault}: new owner answered after {result.Takeover.TotalMilliseconds:0} ms, longest silence "
            + $"{result.Silence.TotalMilliseconds:0} ms, two owners for {result.Duplicate.TotalMilliseconds:0} ms");
        Assert.InRange(result.Takeover, TimeSpan.Zero, pair.Settings.GenerousTakeover);
        Assert.False(result.Unbounded);
        Assert.Equal([VirtualMacs.Of(pair.Settings.Family)], NeighboursOf(pair).Believed);
    }

    [LabFact]
    public async Task Requests_go_on_after_a_takeover()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, Dialects.All["virtual MAC"]);
        using HttpClient client = HttpsClient.Create(pair.Segment.Client, TimeSpan.Zero, Patience);
        using var neighbours = new NeighbourMonitor(pair.Segment.Client, PairSettings.VirtualAddress);
        pair.Upstream.Start();
        await pair.StartAsync();
        await Demo.DemoCommand.UntilServedAsync(pair.Segment.Client);

        await pair.A.StopAsync();
        await pair.SettleAsync("b");
        string page = await client.GetStringAsync(HttpsClient.Site);

        Assert.Contains("through 10.77.0.12", page, StringComparison.Ordinal);
        Assert.Equal([VirtualMacs.IPv4], neighbours.Believed);
    }

    /// <summary>Both send from the same MAC address then, and must hear each other all the same.</summary>
    [LabTheory]
    [InlineData("virtual MAC", SubjectKind.Gateway, SubjectKind.Gateway)]
    [InlineData("IPv6 virtual MAC", SubjectKind.Gateway, SubjectKind.Gateway)]
    [InlineData("unicast virtual MAC", SubjectKind.Gateway, SubjectKind.Gateway)]
    [InlineData("virtual MAC", SubjectKind.Keepalived, SubjectKind.Gateway)]
    [InlineData("virtual MAC", SubjectKind.Gateway, SubjectKind.Keepalived)]
    public async Task After_a_healed_partition_one_Master_remains_and_the_switch_knows_it(
        string dialect, SubjectKind master, SubjectKind backup)
    {
        PairSettings settings = Dialects.All[dialect];
        using var pair = Pair.Create(master, backup, settings);
        var view = new SwitchView(pair.Segment, VirtualMacs.Of(settings.Family));
        await pair.StartAsync();
        pair.Segment.Partition();
        await Wait.UntilAsync("both have the address", Patience, () => pair.History.Owners == "a,b");
        await Task.Delay(Observation);

        TimeSpan healed = LabClock.Now;
        pair.Segment.Heal();

        await Wait.UntilAsync("only a has the address", Patience, () => pair.History.Owners == "a");
        await Wait.UntilAsync("the switch knows a", Patience, () => view.Role == "a");
        TimeSpan alone = LabClock.Now;
        await Wait.UntilAsync("the client hears a", Patience, () => pair.Probe.First("a", alone) is not null);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{dialect}: one Master, its port and its answers {(LabClock.Now - healed).TotalMilliseconds:0} ms after "
            + "the heal");
        await AssertSilentAsync(view, "b");
        Assert.Equal("a", pair.History.Owners);
    }

    [LabTheory]
    [InlineData("virtual MAC")]
    [InlineData("IPv6 virtual MAC")]
    [InlineData("unicast virtual MAC")]
    public async Task Ours_takes_over_from_keepalived_and_keepalived_from_ours(string dialect)
    {
        PairSettings settings = Dialects.All[dialect];
        string mac = VirtualMacs.Of(settings.Family);
        foreach ((SubjectKind master, SubjectKind backup) in ((SubjectKind, SubjectKind)[])
            [(SubjectKind.Keepalived, SubjectKind.Gateway), (SubjectKind.Gateway, SubjectKind.Keepalived)])
        {
            using var pair = Pair.Create(master, backup, settings);
            var view = new SwitchView(pair.Segment, mac);
            await pair.StartAsync();
            // Until b has heard a Master: before, it would listen first.
            await Task.Delay(Observation);
            var trial = new Trial(pair, FaultKind.Stop);

            TrialResult result = await trial.MeasureAsync(LeaseBound);
            await Wait.UntilAsync("the switch follows b", Patience, () => view.Role == "b");
            string believed = pair.Segment.Client.Neighbour(settings.SharedAddress);
            await trial.MendAsync();
            await Wait.UntilAsync("the switch follows a", Patience, () => view.Role == "a");

            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{dialect}, {master} to {backup}: {result.Takeover.TotalMilliseconds:0} ms; the client then has "
                + believed);
            Assert.InRange(result.Takeover, TimeSpan.Zero, settings.GenerousTakeover);
            // keepalived lets neighbours learn its own MAC address as soon as it asks one of them something.
            Assert.True(backup == SubjectKind.Keepalived || believed.Contains(mac, StringComparison.Ordinal), believed);
        }
    }

    // Both have watched since BEFORE the pair began.
    private static NeighbourMonitor NeighboursOf(Pair pair) => pair.Observer(() =>
        new NeighbourMonitor(pair.Segment.Client, pair.Settings.SharedAddress));

    private static SwitchView ViewOf(Pair pair) => pair.Observer(() =>
        new SwitchView(pair.Segment, VirtualMacs.Of(pair.Settings.Family)));

    // Last words of one that was Master may be on their way; the kernel of one that was killed leaves its multicast
    // groups when the lease ends. A Master sends five advertisements or announcements in that time.
    private static async Task AssertSilentAsync(SwitchView view, string role)
    {
        int before;
        TimeSpan end = LabClock.Now + Patience;
        do
        {
            Assert.True(LabClock.Now < end, $"{role} sends from the virtual MAC address");
            before = view.FramesFrom(role);
            await Task.Delay(Observation);
        }
        while (view.FramesFrom(role) != before);
    }
}
