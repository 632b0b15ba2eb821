using Lab.Observers;
using Lab.Subjects;

namespace Lab.Faults;

/// <summary>Puts one fault on machine a of a settled pair, measures, and mends it again.</summary>
internal sealed class Trial(Pair pair, FaultKind fault)
{
    private const string UpstreamRoute = "10.77.0.20/32";

    private static readonly TimeSpan TakeoverLimit = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing happens before a fault: one within milliseconds of the start would find a guard that
    /// has not been told yet.</summary>
    internal static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(500);

    /// <summary>Applies the fault, waits until b answers and then, for at most <paramref name="observation"/>, until b
    /// has the address alone. A partition is another story: see <see cref="PartitionTrial"/>.</summary>
    internal async Task<TrialResult> MeasureAsync(TimeSpan observation)
    {
        if (fault == FaultKind.Partition)
        {
            return await new PartitionTrial(pair).MeasureAsync();
        }

        TimeSpan begin = await ApplyAsync();
        await Wait.UntilAsync(
            $"b answers the client after {fault} of a", TakeoverLimit, () => pair.Probe.First("b", begin) is not null);
        TimeSpan takeover = pair.Probe.First("b", begin)!.Value;

        bool alone = await Wait.HappensAsync(observation, () => pair.History.Owners == "b");
        TimeSpan duplicate = pair.History.Overlaps(begin)
            .Aggregate(TimeSpan.Zero, (sum, overlap) => sum + overlap.Length);
        return new TrialResult(
            takeover - begin, duplicate, Unbounded: !alone, pair.Probe.LongestSilence(begin, takeover));
    }

    /// <summary>Applies the fault and returns when that began.</summary>
    internal async Task<TimeSpan> ApplyAsync()
    {
        // Faults do not wait for the rhythm of the advertisements.
        await Task.Delay(Calm + (pair.Settings.Interval * Random.Shared.NextDouble()));
        TimeSpan begin = LabClock.Now;
        Apply();
        return begin;
    }

    /// <summary>Undoes the fault and waits until a is up and has the address alone again.</summary>
    internal async Task MendAsync()
    {
        switch (fault)
        {
            case FaultKind.Freeze:
                pair.A.Thaw();
                break;
            case FaultKind.Cut:
                pair.Segment.Restore(pair.Segment.A);
                break;
            case FaultKind.Stop:
                await pair.A.ExitCodeAsync();
                pair.A.Start();
                break;
            case FaultKind.Partition:
                pair.Segment.Heal();
                break;
            case FaultKind.Proxy:
                pair.Segment.A.Ip("link", "set", "dev", "lo", "up");
                break;
            case FaultKind.Upstream:
                pair.Segment.A.Ip("route", "del", "unreachable", UpstreamRoute);
                break;
            default:
                pair.A.Start();
                break;
        }

        await pair.SettleAsync("a");
        await pair.UpAsync();
    }

    private void Apply()
    {
        switch (fault)
        {
            case FaultKind.Crash:
                pair.A.Crash();
                break;
            case FaultKind.Freeze:
                pair.A.Freeze();
                break;
            case FaultKind.Cut:
                pair.Segment.Cut(pair.Segment.A);
                break;
            case FaultKind.Stop:
                pair.A.BeginStop();
                break;
            case FaultKind.Partition:
                pair.Segment.Partition();
                break;
            case FaultKind.Proxy:
                // The self-test comes through loopback; VRRP does not.
                pair.Segment.A.Ip("link", "set", "dev", "lo", "down");
                break;
            case FaultKind.Upstream:
                pair.Segment.A.Ip("route", "add", "unreachable", UpstreamRoute);
                break;
            default:
                pair.A.Kill();
                break;
        }
    }
}
