using Lab.Observers;
using Lab.Subjects;

namespace Lab.Addresses;

/// <summary>Somebody else touches the address: a network manager, an administrator, a crashed predecessor.</summary>
public sealed class ForeignHandTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(15);

    [LabFact]
    public async Task A_removed_address_is_put_back_without_leaving_Master()
    {
        using var pair = Pair.Create(SubjectKind.Gateway);
        await pair.StartAsync();
        TimeSpan removed = LabClock.Now;

        pair.Segment.A.Ip("address", "del", $"{PairSettings.VirtualAddress}/32", "dev", "eth0");

        await Wait.UntilAsync(
            "the address is back on a", AtOnce, () => pair.History.First("a", held: true, removed) is not null);
        await pair.SettleAsync("a");
        Assert.Null(pair.History.First("b", held: true, removed));
    }

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
}
