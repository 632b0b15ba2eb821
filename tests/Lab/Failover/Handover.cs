using Lab.Faults;
using Lab.Subjects;

namespace Lab.Failover;

/// <summary>What every pair must be able to do.</summary>
internal static class Handover
{
    private static readonly TimeSpan Observation = TimeSpan.FromSeconds(2);

    /// <summary>Starts the pair, stops machine a, and starts it again: b takes over, and a takes back.</summary>
    internal static async Task AssertHandedOverAndBackAsync(Pair pair)
    {
        await pair.StartAsync();
        var trial = new Trial(pair, FaultKind.Stop);

        TrialResult result = await trial.MeasureAsync(Observation);
        await trial.MendAsync();

        Assert.InRange(result.Takeover, TimeSpan.Zero, pair.Settings.GenerousTakeover);
        // Ours gives the address back; FRR does when it gets to it, which may take seconds.
        Assert.False(result.Unbounded && pair.A is GatewayNode);
    }
}
