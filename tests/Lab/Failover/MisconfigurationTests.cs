using Lab.Subjects;

namespace Lab.Failover;

/// <summary>Two Masters are never silent: whatever the mistake, our log names it.</summary>
[InParallel(IsLong = true)]
public sealed class MisconfigurationTests
{
    [LabTheory]
    [MemberData(nameof(Misconfigurations.Names), MemberType = typeof(Misconfigurations))]
    public async Task The_log_names_the_mistake(string mistake)
    {
        Misconfiguration wrong = Misconfigurations.All[mistake];
        using Pair pair = wrong.CreatePair(SubjectKind.Gateway);

        await wrong.StartAsync(pair);

        if (wrong.Named is string named)
        {
            await pair.A.SaysAsync(named);
        }
    }
}
