using Lab.Failover;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.VirtualMac;

/// <summary>What a gateway with a virtual MAC address leaves behind, whatever its end.</summary>
public sealed class VirtualMacLeftoverTests
{
    private const string Interface = "vrrp4.51";

    private static readonly TimeSpan LeaseBound = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan TellingTime = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Silence alone takes at least two intervals and a skew; a resignation a skew, 0.61 s.</summary>
    private static readonly TimeSpan QuickerThanSilence = TimeSpan.FromSeconds(2);

    private static readonly PairSettings Settings = Dialects.All["virtual MAC"];

    [LabFact]
    public async Task A_clean_stop_leaves_no_interface_and_no_changed_setting()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, Settings);
        Assert.Equal(("0", "0"), Arp(pair.Segment.A));
        await pair.StartAsync();
        Assert.Contains("UP", Link(pair.Segment.A), StringComparison.Ordinal);
        Assert.Equal(("1", "2"), Arp(pair.Segment.A));
        Assert.DoesNotContain("UP", Link(pair.Segment.B), StringComparison.Ordinal);

        Assert.Equal(0, await pair.A.StopAsync());
        Assert.Equal(0, await pair.B.StopAsync());

        Assert.Equal(("", ""), (Link(pair.Segment.A), Link(pair.Segment.B)));
        Assert.Equal(("0", "0"), Arp(pair.Segment.A));
        Assert.Equal(("0", "0"), Arp(pair.Segment.B));
    }

    [LabFact]
    public async Task The_guard_resigns_from_the_virtual_MAC_address_and_deletes_the_interface()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, Settings with { Interval = TimeSpan.FromSeconds(1) });
        await pair.StartAsync();
        // The guard is told of a takeover a moment behind it.
        await Task.Delay(TellingTime);
        TimeSpan begin = LabClock.Now;

        pair.A.Crash();
        await Wait.UntilAsync(
            "b has the address", Patience, () => pair.History.First("b", held: true, begin) is not null);
        TimeSpan takeover = pair.History.First("b", held: true, begin)!.Value - begin;

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"b took over {takeover.TotalMilliseconds:0} ms after the crash");
        Assert.InRange(takeover, TimeSpan.Zero, QuickerThanSilence);
        await Wait.UntilAsync("a's interface is gone", Patience, () => Link(pair.Segment.A).Length == 0);
        await Wait.UntilAsync("a's settings are as before", Patience, () => Arp(pair.Segment.A) == ("0", "0"));
        Assert.DoesNotContain("Cannot", pair.A.Log, StringComparison.Ordinal);
    }

    [LabTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_kill_the_lease_takes_the_address_and_the_next_start_the_interface(bool stillWanted)
    {
        using var pair = Pair.Create(SubjectKind.Gateway, Settings);
        await pair.StartAsync();

        pair.A.Kill();
        await pair.SettleAsync("b");
        await Wait.UntilAsync(
            "the lease ends", LeaseBound, () => !pair.Segment.A.Owns(PairSettings.VirtualAddress));
        Assert.Contains("UP", Link(pair.Segment.A), StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            ((GatewayNode)pair.A).ConfigFile,
            GatewayConfiguration.Text(Settings with { UseVmac = stillWanted, PriorityA = 50 }));
        pair.A.Start();
        await Wait.UntilAsync(
            "the interface is off, or gone",
            Patience,
            () => !Link(pair.Segment.A).Contains("UP", StringComparison.Ordinal));
        await pair.A.SaysAsync("-> Backup");

        Assert.Equal(stillWanted, Link(pair.Segment.A).Length > 0);
        // It reads the same file, and has begun anew if the virtual MAC address went.
        await pair.SettleAsync("b");
        await Wait.UntilAsync(
            "a's settings fit",
            Patience,
            () => Arp(pair.Segment.A) == (stillWanted ? ("1", "2") : ("0", "0")));
        Assert.Equal(0, await pair.A.StopAsync());
        Assert.Equal(("0", "0"), Arp(pair.Segment.A));
    }

    private static string Link(SegmentNode node) =>
        node.Ip("-o", "link", "show", "type", "macvlan") is { } text
            && text.Contains($" {Interface}@", StringComparison.Ordinal)
            ? text
            : "";

    private static (string Ignore, string Announce) Arp(SegmentNode node) => node.Namespace.Run(() => (
        File.ReadAllText("/proc/sys/net/ipv4/conf/eth0/arp_ignore").Trim(),
        File.ReadAllText("/proc/sys/net/ipv4/conf/eth0/arp_announce").Trim()));
}
