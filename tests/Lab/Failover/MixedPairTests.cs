using Lab.Faults;
using Lab.Subjects;

namespace Lab.Failover;

/// <summary>Our program and Debian's keepalived share one address: each is Master and Backup in turn.</summary>
[InParallel(IsLong = true)]
public sealed class MixedPairTests(SharedPairs pairs) : IClassFixture<SharedPairs>
{
    private static readonly TimeSpan Observation = TimeSpan.FromSeconds(4);

    private static readonly PairSettings Settings = new();

    /// <summary>Either program takes over from the other, whatever befell it, and hands back when the other returns
    /// with the higher priority. Only the kernel that ran keepalived is left with two owners.</summary>
    [LabTheory]
    [InlineData(SubjectKind.Gateway, SubjectKind.Keepalived, FaultKind.Stop)]
    [InlineData(SubjectKind.Gateway, SubjectKind.Keepalived, FaultKind.Kill)]
    [InlineData(SubjectKind.Gateway, SubjectKind.Keepalived, FaultKind.Freeze)]
    [InlineData(SubjectKind.Gateway, SubjectKind.Keepalived, FaultKind.Cut)]
    [InlineData(SubjectKind.Keepalived, SubjectKind.Gateway, FaultKind.Stop)]
    [InlineData(SubjectKind.Keepalived, SubjectKind.Gateway, FaultKind.Kill)]
    [InlineData(SubjectKind.Keepalived, SubjectKind.Gateway, FaultKind.Freeze)]
    [InlineData(SubjectKind.Keepalived, SubjectKind.Gateway, FaultKind.Cut)]
    public Task The_backup_takes_over_and_hands_back(SubjectKind master, SubjectKind backup, FaultKind fault) =>
        pairs.UseAsync(master, backup, Settings, pair => AssertTakesOverAndHandsBackAsync(pair, fault));

    private static async Task AssertTakesOverAndHandsBackAsync(Pair pair, FaultKind fault)
    {
        var trial = new Trial(pair, fault);

        TrialResult result = await trial.MeasureAsync(Observation);
        await trial.MendAsync();

        Assert.InRange(result.Takeover, TimeSpan.Zero, pair.Settings.GenerousTakeover);
        bool leaves = pair.A is KeepalivedNode && fault is (FaultKind.Kill or FaultKind.Freeze);
        Assert.Equal(leaves, result.Unbounded);
        Assert.True(pair.Segment.A.Owns(PairSettings.VirtualAddress));
        Assert.False(pair.Segment.B.Owns(PairSettings.VirtualAddress));
    }
}
