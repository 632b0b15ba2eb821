using Lab.Observers;
using Lab.Subjects;

namespace Lab.Failover;

/// <summary>The gateways do not hear each other for a while and both own the address; then they hear each other again.
/// The client, which heard both all the time, must end up with the one that stays.</summary>
public sealed class HealedPartitionTests
{
    private const int Rounds = 3;
    private static readonly TimeSpan Separation = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PartitionLimit = TimeSpan.FromSeconds(10);

    /// <summary>A's next advertisement ends it; the rest is room for a busy machine.</summary>
    private static readonly TimeSpan OneOwnerBound = TimeSpan.FromSeconds(3);

    /// <summary>From the heal until the client is with a, for good. By itself it would find a after 6 to 7 s.</summary>
    private static readonly TimeSpan ClientBound = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Observation = TimeSpan.FromSeconds(2);

    /// <summary>The client asks every millisecond: so much silence is one, even on a busy machine.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1.5);

    [LabFact]
    public async Task The_client_stays_with_the_winner()
    {
        using var pair = Pair.Create(
            SubjectKind.Gateway, new PairSettings { Interval = PairSettings.CalmInterval });
        await pair.StartAsync();

        for (int round = 1; round <= Rounds; round++)
        {
            await SeparateAsync(pair);
            TimeSpan healed = LabClock.Now;
            pair.Segment.Heal();

            await Wait.UntilAsync(
                $"round {round}: only a has the address", OneOwnerBound, () => pair.History.Owners == "a");
            Assert.True(
                await Wait.HappensAsync(ClientBound - (LabClock.Now - healed), () => IsWithA(pair)),
                $"round {round}: the client still is not with a: {Neighbour(pair)}");
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"round {round}: the client is with a {(LabClock.Now - healed).TotalMilliseconds:0} ms after the heal");
            Assert.False(
                await Wait.HappensAsync(Observation, () => !IsWithA(pair) || pair.History.Owners != "a"),
                $"round {round}: the client left a, or a lost the address: {Neighbour(pair)}\n{pair.Describe()}");
        }
    }

    private static async Task SeparateAsync(Pair pair)
    {
        pair.Segment.Partition();
        await Wait.UntilAsync("both have the address", PartitionLimit, () => pair.History.Owners == "a,b");
        await Task.Delay(Separation);
        Assert.Equal("a,b", pair.History.Owners);
    }

    private static bool IsWithA(Pair pair) =>
        pair.Probe.First("a", LabClock.Now - Silence) is not null
        && Neighbour(pair).Contains(pair.Segment.A.HardwareAddress, StringComparison.Ordinal);

    private static string Neighbour(Pair pair) =>
        pair.Segment.Client.Neighbour(PairSettings.VirtualAddress);
}
