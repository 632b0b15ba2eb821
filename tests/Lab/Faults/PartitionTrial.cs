using Lab.Observers;
using Lab.Subjects;

namespace Lab.Faults;

/// <summary>The machines of a settled pair do not hear each other for a while, the client hears both, and both have the
/// address. Then they hear each other again: the client, which the loser may have drawn to itself, must end up with the
/// winner.</summary>
internal sealed class PartitionTrial(Pair pair)
{
    private static readonly TimeSpan Separation = TimeSpan.FromSeconds(2);

    /// <summary>The kernel of a client asks anew for a neighbour that is silent after 6 to 7 s.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>How long the client is watched after the winner's first answer.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(1);

    /// <summary>Separates them, heals, and measures from there.</summary>
    internal async Task<TrialResult> MeasureAsync()
    {
        pair.Segment.Partition();
        await Wait.UntilAsync("both have the address", Limit, () => pair.History.Owners == "a,b");

        // Which of the two speaks first after the heal is chance.
        await Task.Delay(Separation + (pair.Settings.Interval * Random.Shared.NextDouble()));
        TimeSpan healed = LabClock.Now;
        pair.Segment.Heal();
        await Wait.UntilAsync("only a has the address", Limit, () => pair.History.Owners == "a");
        TimeSpan alone = pair.History.First("b", held: false, healed) ?? healed;
        await Wait.UntilAsync("a answers the client", Limit, () => pair.Probe.First("a", alone) is not null);
        TimeSpan answered = pair.Probe.First("a", alone)!.Value;
        await Task.Delay(Aftermath);

        return new TrialResult(
            answered - healed, alone - healed, Unbounded: false, pair.Probe.LongestSilence(healed, LabClock.Now));
    }
}
