using Lab.Observers;
using Lab.Subjects;
using static Lab.Failover.Handover;

namespace Lab.Failover;

/// <summary>Our program speaks every dialect with those of others and with itself: each side is Master and Backup in
/// turn.</summary>
[InParallel(IsLong = true)]
public sealed class DialectTests
{
    private static readonly TimeSpan Observation = TimeSpan.FromSeconds(2);

    public static MatrixTheoryData<string, bool> Foreign { get; } = new(Dialects.All.Keys, [true, false]);

    public static TheoryData<string> Own { get; } = [.. Dialects.All.Keys];

    [LabTheory]
    [MemberData(nameof(Foreign))]
    public async Task Ours_and_keepalived_hand_over_and_back(string dialect, bool isMasterOurs)
    {
        (SubjectKind master, SubjectKind backup) = isMasterOurs
            ? (SubjectKind.Gateway, SubjectKind.Keepalived)
            : (SubjectKind.Keepalived, SubjectKind.Gateway);
        using var pair = Pair.Create(master, backup, Dialects.All[dialect]);

        await AssertHandedOverAndBackAsync(pair);
    }

    [LabTheory]
    [InlineData("virtual MAC")]
    [InlineData("IPv6 virtual MAC")]
    public async Task A_keepalived_with_a_virtual_MAC_is_a_peer_like_any(string dialect)
    {
        PairSettings settings = Dialects.All[dialect];
        using var pair = Pair.Create(
            SubjectKind.Keepalived, SubjectKind.Gateway, settings, settings with { UseVmac = false });

        await AssertHandedOverAndBackAsync(pair);
    }

    [LabTheory]
    [MemberData(nameof(Own))]
    public async Task Ours_hands_over_to_ours_and_back(string dialect)
    {
        PairSettings settings = Dialects.All[dialect];
        using var pair = Pair.Create(SubjectKind.Gateway, settings);

        await AssertHandedOverAndBackAsync(pair);

        await Wait.UntilAsync(
            "a alone has all addresses",
            Observation,
            () => settings.VirtualRouters.SelectMany(router => router.Addresses).All(
                address => pair.Segment.A.Owns(address) && !pair.Segment.B.Owns(address)));
    }
}
