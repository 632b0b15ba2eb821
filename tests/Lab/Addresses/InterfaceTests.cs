using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Addresses;

/// <summary>The interface goes and comes: an administrator, a driver, a boot that is not through yet.</summary>
[InParallel]
public sealed class InterfaceTests(SharedPairs pairs) : IClassFixture<SharedPairs>
{
    private const int Storm = 30;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private static readonly PairSettings Settings = new();

    [LabFact]
    public Task An_interface_made_anew_twice_while_nobody_looked_is_found() => pairs.UseAsync(Settings, async pair =>
    {
        int process = pair.A.ProcessId;

        // Frozen, the gateway hears of none of it in time: all four events wait when it wakes.
        pair.A.Freeze();
        for (int time = 0; time < 2; time++)
        {
            pair.Segment.Remove(pair.Segment.A);
            pair.Segment.Connect(pair.Segment.A);
        }

        pair.A.Thaw();

        await pair.SettleAsync("a");
        Assert.True(pair.A.IsRunning);
        Assert.Equal(process, pair.A.ProcessId);
        Assert.True(pair.Segment.A.Owns(PairSettings.VirtualAddress));
        Assert.False(pair.Segment.B.Owns(PairSettings.VirtualAddress));
    });

    [LabFact]
    public Task An_interface_made_anew_under_a_Master_is_used_again() => pairs.UseAsync(Settings, async pair =>
    {
        pair.Segment.Remove(pair.Segment.A);
        await pair.SettleAsync("b");
        pair.Segment.Connect(pair.Segment.A);

        await pair.SettleAsync("a");
        Assert.True(pair.A.IsRunning);
    });

    [LabFact]
    public Task An_interface_made_anew_again_and_again_ends_nothing() => pairs.UseAsync(Settings, async pair =>
    {
        // Awake, the gateway meets each interface in some stage of its coming or going.
        for (int time = 0; time < Storm; time++)
        {
            pair.Segment.Remove(pair.Segment.A);
            pair.Segment.Connect(pair.Segment.A);
        }

        await pair.SettleAsync("a");
        Assert.True(pair.A.IsRunning);
    });

    [LabFact]
    public Task An_interface_set_down_gives_the_address_away_and_set_up_takes_it_back() =>
        pairs.UseAsync(Settings, SetDownAndUpAsync);

    [LabFact]
    public async Task A_gateway_waits_for_an_interface_that_comes_later()
    {
        using var pair = Pair.Create(SubjectKind.Gateway);
        pair.Segment.Remove(pair.Segment.A);

        pair.A.Start();
        pair.B.Start();
        await Wait.UntilAsync(
            "a says what it lacks",
            StartLimit,
            () => pair.A.Log.Contains("fault: there is no interface eth0", StringComparison.Ordinal));
        await pair.SettleAsync("b");
        Assert.True(pair.A.IsRunning);
        pair.Segment.Connect(pair.Segment.A);

        await pair.SettleAsync("a");
    }

    private static async Task SetDownAndUpAsync(Pair pair)
    {
        SegmentNode a = pair.Segment.A;

        a.Ip("link", "set", "eth0", "down");
        await pair.SettleAsync("b");
        Assert.False(a.Owns(PairSettings.VirtualAddress));
        a.Ip("link", "set", "eth0", "up");

        await pair.SettleAsync("a");
        Assert.True(pair.A.IsRunning);
    }
}
