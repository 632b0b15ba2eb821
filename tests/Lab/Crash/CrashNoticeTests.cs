using Lab.Faults;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Crash;

/// <summary>The guard: a process that dies alone is resigned for at once; it is only slower without.</summary>
public sealed class CrashNoticeTests
{
    private static readonly PairSettings Settings = new() { Interval = TimeSpan.FromSeconds(1) };

    /// <summary>Silence alone takes at least two intervals and a skew; a resignation a skew, 0.61 s.</summary>
    private static readonly TimeSpan QuickerThanSilence = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Observation = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The kernel's word of the death counts, which comes long before the end of the pipe: that never comes
    /// here, because somebody else holds the pipe. Of nobody else is that word believed.</summary>
    [LabFact]
    public async Task A_crash_is_noticed_at_once_and_never_has_two_owners()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, Settings);
        await pair.StartAsync();
        int guard = pair.Segment.A.Namespace.Processes().Single(id => id != pair.A.ProcessId);
        using var pipe = File.OpenHandle($"/proc/{guard}/fd/0", FileMode.Open, FileAccess.Write);
        TimeSpan begin = LabClock.Now;
        _ = Interop.Libc.kill(guard, Interop.Libc.SIGUSR1);

        TrialResult result = await new Trial(pair, FaultKind.Crash).MeasureAsync(Observation);

        Assert.InRange(result.Takeover, TimeSpan.Zero, QuickerThanSilence);
        Assert.Equal(TimeSpan.Zero, result.Duplicate);
        Assert.True(pair.History.First("a", held: false, begin) - begin > Trial.Calm);
        Assert.False(pair.Segment.A.Owns(PairSettings.VirtualAddress));
        await pair.A.SaysAsync("gateway guard: the gateway died");
    }

    [LabFact]
    public async Task Without_the_guard_the_lease_ends_and_silence_tells()
    {
        using var pair = Pair.Create(
            SubjectKind.Gateway, Settings with { Adjust = root => root["Vrrp"]!["CrashNotice"] = false });
        await pair.StartAsync();

        Assert.Single(pair.Segment.A.Namespace.Processes());
        TrialResult result = await new Trial(pair, FaultKind.Crash).MeasureAsync(Observation);

        Assert.InRange(result.Takeover, QuickerThanSilence, Settings.GenerousTakeover);
        Assert.False(result.Unbounded);
    }

    [LabFact]
    public async Task The_guard_goes_and_comes_with_the_configuration()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, Settings);
        await pair.StartAsync();
        var file = new SavedFile(pair);

        file.Save(root => root["Vrrp"]!["CrashNotice"] = false);
        await Wait.UntilAsync("the guard goes", Patience, () => pair.Segment.A.Namespace.Processes().Length == 1);
        file.Save(root => root["Vrrp"]!["CrashNotice"] = true);
        await Wait.UntilAsync("a guard comes", Patience, () => pair.Segment.A.Namespace.Processes().Length == 2);

        Assert.DoesNotContain("gateway guard:", pair.A.Log, StringComparison.Ordinal);
        await ListensAsync(pair);
        TrialResult result = await new Trial(pair, FaultKind.Crash).MeasureAsync(Observation);
        Assert.InRange(result.Takeover, TimeSpan.Zero, QuickerThanSilence);
        await pair.A.SaysAsync("gateway guard: the gateway died");
    }

    [LabFact]
    public async Task After_a_clean_stop_the_guard_is_gone_and_did_nothing()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, Settings);
        await pair.StartAsync();

        Assert.Equal(0, await pair.A.StopAsync());

        await Wait.UntilAsync("the guard ends", Observation, () => pair.Segment.A.Namespace.Processes().Length == 0);
        Assert.DoesNotContain("gateway guard:", pair.A.Log, StringComparison.Ordinal);
    }

    [LabFact]
    public async Task A_guard_that_is_killed_is_replaced_and_the_address_stays()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, Settings);
        await pair.StartAsync();
        int main = pair.A.ProcessId;
        int guard = pair.Segment.A.Namespace.Processes().Single(id => id != main);

        _ = Interop.Libc.kill(guard, Interop.Libc.SIGKILL);
        await Wait.UntilAsync(
            "another guard runs",
            Observation,
            () => pair.Segment.A.Namespace.Processes().Any(id => id != main && id != guard));

        Assert.Equal("a", pair.History.Owners);
        await pair.A.SaysAsync("The guard has ended");
        await ListensAsync(pair);
        TrialResult result = await new Trial(pair, FaultKind.Crash).MeasureAsync(Observation);
        Assert.InRange(result.Takeover, TimeSpan.Zero, QuickerThanSilence);
    }

    // A process is there for a while before it watches another one.
    private static Task ListensAsync(Pair pair) => Wait.UntilAsync("the guard watches", Patience, () =>
        pair.Segment.A.Namespace.Processes().Where(id => id != pair.A.ProcessId).Any(Watches));

    private static bool Watches(int process)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{process}/fd")
                .Any(entry => new FileInfo(entry).LinkTarget == "anon_inode:[signalfd]");
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    }
}
