using Lab.Observers;

namespace Lab.Network;

/// <summary>The segment is what tests take it for.</summary>
public sealed class SegmentTests
{
    private static readonly TimeSpan DetectionLimit = TimeSpan.FromSeconds(20);

    [LabFact]
    public async Task Addresses_of_IPv6_can_be_used_at_once()
    {
        using var segment = Segment.Create();

        Assert.True(segment.A.Owns(segment.A.Address6));
        Assert.DoesNotContain($"{segment.A.Address6}", Tentative(segment.A), StringComparison.Ordinal);
        // The kernel's own, when it comes to it: it asks nobody for a duplicate.
        Assert.Equal("0", segment.A.Namespace.Run(
            () => File.ReadAllText("/proc/sys/net/ipv6/conf/eth0/accept_dad").Trim()));
        await Wait.UntilAsync("so can the link-local one", DetectionLimit, () =>
            segment.A.Owns(segment.A.LinkLocalAddress) && Tentative(segment.A).Length == 0);
    }

    [LabFact]
    public async Task Addresses_of_IPv6_are_tentative_for_a_while_where_a_test_asks_for_it()
    {
        using var segment = Segment.Create(DuplicateDetection.On);

        Assert.Contains($"{segment.A.Address6}", Tentative(segment.A), StringComparison.Ordinal);
        await Wait.UntilAsync("no address is tentative", DetectionLimit, () => Tentative(segment.A).Length == 0);
        Assert.True(segment.A.Owns(segment.A.LinkLocalAddress));
    }

    private static string Tentative(SegmentNode node) => node.Ip("-6", "-o", "address", "show", "tentative");
}
