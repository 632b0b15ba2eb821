using Lab.Observers;
using Lab.Subjects;
using static Lab.Failover.Handover;

namespace Lab.Failover;

/// <summary>Programs of others speak every dialect with each other on this segment, by the same observers. If one of
/// these fails, the lab's configurations or its network are wrong.</summary>
[InParallel(IsLong = true)]
public sealed class DialectAnchorTests
{
    private static readonly TimeSpan Observation = TimeSpan.FromSeconds(2);

    [LabTheory]
    [MemberData(nameof(Dialects.Names), MemberType = typeof(Dialects))]
    public async Task Keepalived_hands_over_to_keepalived_and_back(string dialect)
    {
        PairSettings settings = Dialects.All[dialect];
        using var pair = Pair.Create(SubjectKind.Keepalived, settings);

        await AssertHandedOverAndBackAsync(pair);

        VirtualRouterSettings[] routers = settings.VirtualRouters;
        await Wait.UntilAsync(
            "a alone has all addresses",
            Observation,
            () => routers.SelectMany(router => router.Addresses).All(
                address => pair.Segment.A.Owns(address) && !pair.Segment.B.Owns(address)));
        Assert.Equal(settings.UseVmac, pair.Segment.A.Ip("link", "show").Contains(": vrrp", StringComparison.Ordinal));
        Assert.Equal(settings.BothFamilies, pair.A.Log.Contains("VRRP_Group(lan)", StringComparison.Ordinal));
    }

    [LabTheory]
    [InlineData(SubjectKind.Keepalived, SubjectKind.Frr, "version 3")]
    [InlineData(SubjectKind.Frr, SubjectKind.Keepalived, "version 3")]
    [InlineData(SubjectKind.Keepalived, SubjectKind.Frr, "IPv6")]
    [InlineData(SubjectKind.Frr, SubjectKind.Keepalived, "IPv6")]
    [InlineData(SubjectKind.Keepalived, SubjectKind.Frr, "version 2")]
    [InlineData(SubjectKind.Frr, SubjectKind.Keepalived, "version 2")]
    public async Task Keepalived_and_FRR_hand_over_and_back(SubjectKind master, SubjectKind backup, string dialect)
    {
        PairSettings settings = dialect == "version 3" ? new PairSettings() : Dialects.All[dialect];
        using var pair = Pair.Create(master, backup, settings);

        await AssertHandedOverAndBackAsync(pair);
    }

    /// <summary>keepalived announces five times at once when it takes over.</summary>
    [LabTheory]
    [InlineData("unicast")]
    [InlineData("IPv6")]
    public async Task Keepalived_announces_what_it_took_over(string dialect)
    {
        using var pair = Pair.Create(SubjectKind.Keepalived, Dialects.All[dialect]);
        await pair.StartAsync();
        using var capture = new AnnouncementCapture(pair.Segment.Client, pair.Settings.SharedAddress);

        await pair.A.StopAsync();
        await pair.SettleAsync("b");

        // A may still be at those of its own takeover, so b's are counted.
        await Wait.UntilAsync(
            "five announcements of b arrive",
            Observation,
            () => capture.Frames.Count(frame => frame.HardwareAddress == pair.Segment.B.HardwareAddress) >= 5);
        Assert.Equal(pair.Segment.B.HardwareAddress, capture.Frames[^1].HardwareAddress);
    }
}
