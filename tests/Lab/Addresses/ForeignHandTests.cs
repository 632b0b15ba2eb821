using System.Net;
using System.Net.Sockets;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Addresses;

/// <summary>Somebody else touches the address: a network manager, an administrator, a crashed predecessor.</summary>
public sealed class ForeignHandTests(SharedPairs pairs) : IClassFixture<SharedPairs>
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(15);

    /// <summary>How long a source address may be away.</summary>
    private static readonly TimeSpan HoldDown = TimeSpan.FromSeconds(1);

    private const int Deletions = 200;

    private static readonly PairSettings Settings = new() { Interval = PairSettings.CalmInterval };

    [LabFact]
    public Task A_removed_address_is_put_back_without_leaving_Master() => pairs.UseAsync(Settings, async pair =>
    {
        TimeSpan removed = LabClock.Now;

        pair.Segment.A.Ip("address", "del", $"{PairSettings.VirtualAddress}/24", "dev", "eth0");

        await Wait.UntilAsync(
            "the address is back on a", AtOnce, () => pair.History.First("a", held: true, removed) is not null);
        await pair.SettleAsync("a");
        Assert.Null(pair.History.First("b", held: true, removed));
    });

    [LabTheory]
    [InlineData(32)]
    [InlineData(24)]
    public async Task A_leftover_is_removed_before_the_first_packet(int prefixLength)
    {
        // The leftover is on the machine that must stay Backup: one packet with its higher rank would show.
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings { PriorityA = 100, PriorityB = 200 });
        pair.B.Start();
        await pair.SettleAsync("b");
        pair.Segment.A.Ip("address", "add", $"{PairSettings.VirtualAddress}/{prefixLength}", "dev", "eth0");
        await Wait.UntilAsync("the leftover is there", AtOnce, () => pair.History.Owners == "a,b");

        pair.A.Start();

        await Wait.UntilAsync("the leftover is gone", StartLimit, () => pair.History.Owners == "b");
        await pair.SettleAsync("b");
        Assert.True(pair.A.IsRunning);
        Assert.False(pair.Segment.A.Owns(PairSettings.VirtualAddress));
    }

    [LabFact]
    public Task An_address_that_somebody_adds_to_a_Backup_is_removed() => pairs.UseAsync(Settings, async pair =>
    {
        TimeSpan begin = LabClock.Now;

        pair.Segment.B.Ip("address", "add", $"{PairSettings.VirtualAddress}/24", "dev", "eth0");
        await Wait.UntilAsync(
            "b has the address", AtOnce, () => pair.History.First("b", held: true, begin) is not null);

        await Wait.UntilAsync(
            "b is rid of it", AtOnce, () => pair.History.First("b", held: false, begin) is not null);
        await pair.SettleAsync("a");
        Assert.Null(pair.History.First("a", held: false, begin));
        Assert.False(pair.Segment.B.Owns(PairSettings.VirtualAddress));
    });

    /// <summary>The machine's own address came behind the virtual one of the same subnet, so the kernel hangs it on
    /// that.</summary>
    [LabFact]
    public async Task The_machines_own_address_stays_when_the_virtual_one_of_its_subnet_goes()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            Adjust = root => root["Vrrp"]!["Instances"]!.AsObject().First().Value!["Addresses"] =
                $"{PairSettings.VirtualAddress}/24",
        });
        await pair.StartAsync();
        string own = $"{pair.Segment.A.Address}/24";
        pair.Segment.A.Ip("address", "del", own, "dev", "eth0");
        pair.Segment.A.Ip("address", "add", own, "dev", "eth0");

        Assert.Equal(0, await pair.A.StopAsync());

        await pair.SettleAsync("b");
        Assert.True(pair.Segment.A.Owns(pair.Segment.A.Address));
    }

    /// <summary>For longer than the peer's patience, and shorter than the hold-down. The virtual address is
    /// back first, so the kernel would hang the machine's own on it, without a route.</summary>
    [LabTheory]
    [InlineData(AddressFamily.InterNetwork, false)]
    [InlineData(AddressFamily.InterNetwork, true)]
    [InlineData(AddressFamily.InterNetworkV6, true)]
    public async Task Own_addresses_that_are_flushed_and_added_again_cost_no_failover(AddressFamily family, bool unicast)
    {
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            Family = family, Unicast = unicast, Interval = TimeSpan.FromMilliseconds(150),
        });
        await pair.StartAsync();
        string own = $"{AddressPlan.AddressOf("a", family, link: 0)}/{(family == AddressFamily.InterNetwork ? 24 : 64)}";
        TimeSpan begin, back;
        int attempt = 0;
        do
        {
            Assert.True(++attempt <= 5, "This machine is never quick enough.");
            await pair.SettleAsync("a");
            begin = LabClock.Now;
            pair.Segment.A.Ip("address", "flush", "dev", "eth0");
            await Task.Delay(
                pair.Settings.MasterDownInterval + (pair.Settings.Interval / 2), TestContext.Current.CancellationToken);
            pair.Segment.A.Ip("address", "add", own, "dev", "eth0");
            back = LabClock.Now;
        }
        while (back - begin >= HoldDown);

        await Wait.UntilAsync("a has its route again", StartLimit, () => pair.Probe.First("a", back) is not null);
        await pair.SettleAsync("a");
        Assert.Null(pair.History.First("b", held: true, begin));
    }

    [LabFact]
    public async Task A_Master_without_any_address_resigns_and_returns_with_its_own()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings { Interval = TimeSpan.FromSeconds(1) });
        await pair.StartAsync();
        TimeSpan begin = LabClock.Now;

        pair.Segment.A.Ip("address", "flush", "dev", "eth0");
        await pair.SettleAsync("b");
        TimeSpan takeover = pair.Probe.First("b", begin)!.Value - begin;
        pair.Segment.A.Ip("address", "add", $"{pair.Segment.A.Address}/24", "dev", "eth0");

        TestContext.Current.TestOutputHelper?.WriteLine($"b answered after {takeover.TotalMilliseconds:0} ms");
        // Its farewell came from the address that it had lost.
        await pair.B.SaysAsync($"because the Master {pair.Segment.A.Address} resigned");
        await pair.SettleAsync("a");
        Assert.True(pair.A.IsRunning);
    }

    [LabFact]
    public Task Whoever_deletes_the_address_all_the_time_does_not_win() => pairs.UseAsync(Settings, async pair =>
    {
        TimeSpan begin = LabClock.Now;

        for (int attempt = 0; attempt < Deletions; attempt++)
        {
            Delete(pair);
        }

        await pair.SettleAsync("a");
        int deleted = pair.History.Events.Count(entry => entry is { Role: "a", Held: false } && entry.At > begin);
        TestContext.Current.TestOutputHelper?.WriteLine($"{deleted} of {Deletions} found the address there");
        Assert.InRange(deleted, 1, Deletions);
        Assert.Null(pair.History.First("b", held: true, begin));
        Assert.True(pair.Segment.A.Owns(PairSettings.VirtualAddress));
    });

    private static void Delete(Pair pair)
    {
        try
        {
            pair.Segment.A.Ip("address", "del", $"{PairSettings.VirtualAddress}/24", "dev", "eth0");
        }
        catch (InvalidOperationException)
        {
            // It is not there at this moment: the one before was faster than the gateway.
        }
    }
}
