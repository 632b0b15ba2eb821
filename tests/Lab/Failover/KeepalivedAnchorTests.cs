using Lab.Faults;
using Lab.Subjects;

namespace Lab.Failover;

/// <summary>The trouble that Gateway exists to end, shown with keepalived on such a segment and by the same observers.
/// If one of these fails, the lab measures wrong or keepalived has changed.</summary>
[InParallel]
public sealed class KeepalivedAnchorTests
{
    private static readonly TimeSpan Observation = TimeSpan.FromSeconds(4);

    [LabTheory]
    [InlineData(FaultKind.Kill)]
    [InlineData(FaultKind.Freeze)]
    public async Task A_dead_or_frozen_keepalived_keeps_the_address_that_its_peer_took(FaultKind fault)
    {
        using var pair = Pair.Create(SubjectKind.Keepalived);
        await pair.StartAsync();

        TrialResult result = await new Trial(pair, fault).MeasureAsync(Observation);

        Assert.InRange(result.Takeover, TimeSpan.Zero, pair.Settings.GenerousTakeover);
        Assert.True(result.Unbounded);
        Assert.True(pair.Segment.A.Owns(PairSettings.VirtualAddress));
        Assert.True(pair.Segment.B.Owns(PairSettings.VirtualAddress));
    }

    [LabTheory]
    [InlineData(FaultKind.Stop)]
    [InlineData(FaultKind.Cut)]
    public async Task A_keepalived_that_notices_gives_the_address_away(FaultKind fault)
    {
        using var pair = Pair.Create(SubjectKind.Keepalived);
        await pair.StartAsync();
        var trial = new Trial(pair, fault);

        TrialResult result = await trial.MeasureAsync(Observation);
        await trial.MendAsync();

        Assert.InRange(result.Takeover, TimeSpan.Zero, pair.Settings.GenerousTakeover);
        Assert.False(result.Unbounded);
        Assert.Equal("a", pair.History.Owners);
    }
}
