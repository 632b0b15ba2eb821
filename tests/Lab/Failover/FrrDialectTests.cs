using Lab.Subjects;
using static Lab.Failover.Handover;

namespace Lab.Failover;

/// <summary>Our program speaks with Debian's FRR: each side is Master and Backup in turn.</summary>
[InParallel]
public sealed class FrrDialectTests
{
    [LabTheory]
    [InlineData(SubjectKind.Gateway, SubjectKind.Frr, "version 3")]
    [InlineData(SubjectKind.Frr, SubjectKind.Gateway, "version 3")]
    [InlineData(SubjectKind.Gateway, SubjectKind.Frr, "IPv6")]
    [InlineData(SubjectKind.Frr, SubjectKind.Gateway, "IPv6")]
    [InlineData(SubjectKind.Gateway, SubjectKind.Frr, "version 2")]
    [InlineData(SubjectKind.Frr, SubjectKind.Gateway, "version 2")]
    public async Task Ours_and_FRR_hand_over_and_back(SubjectKind master, SubjectKind backup, string dialect)
    {
        PairSettings settings = dialect == "version 3" ? new PairSettings() : Dialects.All[dialect];
        using var pair = Pair.Create(master, backup, settings);

        await AssertHandedOverAndBackAsync(pair);
    }
}
