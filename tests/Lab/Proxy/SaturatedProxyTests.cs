using Lab.Faults;
using Lab.Subjects;

namespace Lab.Proxy;

/// <summary>Traffic never costs the address: a proxy that has more work than its machine can do is alive.</summary>
public sealed class SaturatedProxyTests
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    [LabFact]
    public async Task A_Master_under_full_load_is_never_taken_for_dead()
    {
        using var trial = new LoadTrial(SubjectKind.Gateway, Interval);

        LoadResult result = await trial.MeasureAsync(Time);

        Console.WriteLine(
            $"    Proxy at {result.RequestsPerSecond:0} requests/s over TLS: advertisements {result.Gaps}");
        Assert.Equal(0, result.FalseTakeovers);
        Assert.InRange(result.Gaps.Count, (Time / Interval) / 2, double.MaxValue);
        Assert.InRange(result.RequestsPerSecond, 1, double.MaxValue);
    }
}
