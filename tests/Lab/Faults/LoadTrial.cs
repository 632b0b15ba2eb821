using System.Text.Json.Nodes;
using Lab.Demo;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Faults;

/// <summary>How evenly the Master advertises while the proxy on its machine has all the work that it can do. Beside a
/// keepalived that is Master runs our proxy without VRRP: the same work for both.</summary>
internal sealed class LoadTrial : IDisposable
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private readonly Pair _pair;
    private readonly GatewayNode? _proxy;

    /// <summary>A pair that runs <paramref name="kind"/>, not yet started.</summary>
    internal LoadTrial(SubjectKind kind, TimeSpan interval)
    {
        var settings = new PairSettings { Interval = interval };
        _pair = Pair.Create(kind, settings);
        _proxy = kind == SubjectKind.Gateway
            ? null
            : new GatewayNode(_pair.Segment.A, _pair.Segment.WorkFolder, settings with { Adjust = WithoutVrrp });
    }

    /// <summary>Everything that was printed.</summary>
    internal string Describe() => $"{_pair.Describe()}{_proxy?.Log}";

    public void Dispose()
    {
        _proxy?.Dispose();
        _pair.Dispose();
    }

    /// <summary>Starts the pair, loads it, and measures for a while.</summary>
    internal async Task<LoadResult> MeasureAsync(TimeSpan time)
    {
        _proxy?.Start();
        _pair.Upstream.Start();
        await _pair.StartAsync();
        await DemoCommand.UntilServedAsync(_pair.Segment.Client);
        await using var load = new HttpsLoad(_pair.Segment.Client);
        using var capture = new AdvertisementCapture(_pair.Segment.Client, _pair.Segment.A.Address);
        await Task.Delay(WarmUp);

        capture.Clear();
        (TimeSpan begin, long before, long failedBefore) = (LabClock.Now, load.Answered, load.Failed);
        await Task.Delay(time);
        AdvertisementGaps gaps = capture.Gaps;
        int takeovers = _pair.History.Events.Count(entry => entry is { Role: "b", Held: true } && entry.At > begin);
        double requests = (load.Answered - before) / (LabClock.Now - begin).TotalSeconds;
        return new LoadResult(gaps, takeovers, requests, load.Failed - failedBefore);
    }

    private static void WithoutVrrp(JsonObject root) => root.Remove("Vrrp");
}
