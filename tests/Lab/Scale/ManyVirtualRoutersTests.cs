using Lab.Subjects;

namespace Lab.Scale;

/// <summary>Every virtual router id there is, on several interfaces, ten advertisements a second each.</summary>
public sealed class ManyVirtualRoutersTests
{
    private const int AllIds = 255;
    private const int LinkCount = 3;

    private static readonly PairSettings Settings = new() { Crowd = AllIds, LinkCount = LinkCount };

    /// <summary>Beside the takeover itself the kernel changes hundreds of addresses on a machine that may be
    /// busy.</summary>
    private static readonly TimeSpan Bound = Settings.GenerousTakeover + TimeSpan.FromSeconds(10);

    [LabFact]
    public async Task All_ids_on_three_interfaces_fail_over_and_come_back()
    {
        using var pair = new CrowdedPair(SubjectKind.Gateway, Settings);
        Assert.Equal(AllIds, pair.SharedCount);
        await pair.StartAsync();
        Assert.Equal(LinkCount, Settings.VirtualRouters.Select(router => router.Interface).Distinct().Count());
        Assert.Equal(AllIds, Settings.VirtualRouters.Select(router => router.Id).Distinct().Count());

        pair.A.Kill();
        TimeSpan takeover = await pair.SettleAsync(all: pair.Segment.B, none: pair.Segment.A);
        pair.A.Start();
        TimeSpan back = await pair.SettleAsync(all: pair.Segment.A, none: pair.Segment.B);
        pair.A.BeginStop();
        TimeSpan handover = await pair.SettleAsync(all: pair.Segment.B, none: pair.Segment.A);
        Assert.Equal(0, await pair.A.ExitCodeAsync());

        Console.WriteLine(
            $"    255 virtual routers: taken over {takeover.TotalMilliseconds:0} ms after SIGKILL, back "
            + $"{back.TotalMilliseconds:0} ms after the start, {handover.TotalMilliseconds:0} ms after a clean stop");
        Assert.InRange(takeover, TimeSpan.Zero, Bound);
        Assert.InRange(back, TimeSpan.Zero, Bound);
        Assert.InRange(handover, TimeSpan.Zero, Bound);
    }
}
