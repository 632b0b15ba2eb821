using Lab.Subjects;

namespace Lab.Failover;

/// <summary>What the mistakes do where both machines run keepalived: this is what a gateway has to explain.</summary>
[InParallel(IsLong = true)]
public sealed class MisconfigurationAnchorTests
{
    [LabTheory]
    [MemberData(nameof(Misconfigurations.Names), MemberType = typeof(Misconfigurations))]
    public async Task Keepalived_has_two_masters_or_one(string mistake)
    {
        Misconfiguration wrong = Misconfigurations.All[mistake];
        using Pair pair = wrong.CreatePair(SubjectKind.Keepalived);

        await wrong.StartAsync(pair);
    }
}
