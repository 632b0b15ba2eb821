using System.Globalization;
using Lab.Demo;
using Lab.Interop;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;
using Shared;

namespace Lab.Install;

/// <summary>The package on two machines with a real systemd: it serves with four capabilities and no more, moves the
/// address at once when it is killed, however that happens, and is upgraded while it serves.</summary>
public sealed class InstalledPairTests(InstalledPair machines) : IClassFixture<InstalledPair>
{
    private const string FourCapabilities = "0000000000803400";

    /// <summary>Silence alone takes two intervals and a skew at least.</summary>
    private static readonly TimeSpan QuickerThanSilence = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(900);

    /// <summary>Half of what the gateway holds new connections back for, at the least, before a move.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest that systemd waits for a sign of life here, as machine.sh says, and then some.</summary>
    private static readonly TimeSpan WatchdogPatience = TimeSpan.FromSeconds(30);

    private static SegmentNode Client(Pair pair) => pair.Segment.Client;

    [LabFact]
    public async Task It_serves_as_an_ordinary_user_with_four_capabilities_in_a_sandbox()
    {
        await DemoCommand.UntilServedAsync(Client(machines.Pair));

        string status = await File.ReadAllTextAsync($"/proc/{machines.A.GatewayId}/status");
        foreach (string set in (string[])["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"])
        {
            Assert.Contains($"{set}:\t{FourCapabilities}\n", status, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("\nUid:\t0\t", status, StringComparison.Ordinal);
        Assert.Contains("\nNoNewPrivs:\t1\n", status, StringComparison.Ordinal);
        Assert.Contains("\nSeccomp:\t2\n", status, StringComparison.Ordinal);
        Assert.Equal("-20", NiceOfEngine(machines.A.GatewayId));
        // What systemd was told: a machine in a container may have less to give.
        Assert.Equal("1048576", machines.A.Show("LimitNOFILE"));
        Assert.Equal("-900", machines.A.Show("OOMScoreAdjust"));
        // A runtime of its own: the machine needs none.
        string mapped = await File.ReadAllTextAsync($"/proc/{machines.A.GatewayId}/maps");
        Assert.Contains("/usr/lib/gateway/runtime/", mapped, StringComparison.Ordinal);
        Assert.DoesNotContain("/usr/share/dotnet/", mapped, StringComparison.Ordinal);
        await Wait.UntilAsync(
            "systemd knows their states",
            Patience,
            () => machines.A.Show("StatusText") == "Master of lan4" && machines.B.Show("StatusText") == "Backup of lan4");
    }

    [LabFact]
    public async Task The_journal_knows_how_important_a_line_is()
    {
        await Wait.UntilAsync("a tells that it is Master", Patience, () => machines.A.Journal.Contains(
            "\ninfo  [1001] lan4: Backup -> Master ", StringComparison.Ordinal));
        string warnings = machines.A.Run("journalctl", "--unit=gateway", "--priority=warning", "--output=cat");

        Assert.Contains("[4104] There is no certificate", warnings, StringComparison.Ordinal);
        Assert.DoesNotContain("[1001]", warnings, StringComparison.Ordinal);
    }

    /// <summary>No secret ever, at any level: the gateway runs with the most talkative one.</summary>
    [LabFact]
    public async Task The_journal_never_has_the_password()
    {
        _ = machines.A.Run("sh", "-c", "echo ' ' >>/etc/gateway/appsettings.json");

        await Wait.UntilAsync("the file is in force", Patience,
            () => machines.A.Journal.Contains("[5100] /etc/gateway/appsettings.json", StringComparison.Ordinal));
        Assert.DoesNotContain(InstalledPair.Password, machines.A.Journal, StringComparison.Ordinal);
        Assert.DoesNotContain(
            InstalledPair.Password, machines.A.Run("systemctl", "status", "gateway"), StringComparison.Ordinal);
    }

    [LabFact]
    public async Task Reload_reads_the_file_anew_and_nothing_moves()
    {
        (int before, TimeSpan begin) = (machines.A.GatewayId, LabClock.Now);
        int heard = machines.A.Journal.Length;

        _ = machines.A.Run("systemctl", "reload", "gateway");

        await Wait.UntilAsync("the file is in force", Patience, () => machines.A.Journal[heard..]
            .Contains("[5100] /etc/gateway/appsettings.json", StringComparison.Ordinal));
        await Wait.UntilAsync("systemd knows that it is ready", Patience, () => machines.A.IsListening);
        Assert.Equal(before, machines.A.GatewayId);
        Assert.Null(machines.Pair.History.First("b", held: true, begin));
    }

    /// <summary>Who reloads by systemctl hears that the file is wrong.</summary>
    [LabFact]
    public void Reload_of_a_wrong_file_fails_and_names_the_mistake()
    {
        int before = machines.A.GatewayId;
        _ = machines.A.Run("sh", "-c",
            "cat /etc/gateway/appsettings.json >/run/good.json; echo '{ \"Nods\": {} }' >/etc/gateway/appsettings.json");

        string refused = machines.A.Run("sh", "-c", "systemctl reload gateway 2>&1 && echo done || true");
        _ = machines.A.Run("sh", "-c", "cat /run/good.json >/etc/gateway/appsettings.json");
        string taken = machines.A.Run("sh", "-c", "systemctl reload gateway 2>&1 && echo done || true");

        Assert.StartsWith("Job for gateway.service failed", refused, StringComparison.Ordinal);
        Assert.Equal("done\n", taken);
        Assert.Contains(
            "/etc/gateway/appsettings.json has 1 error; nothing has changed.", machines.A.Journal,
            StringComparison.Ordinal);
        Assert.Equal((before, "active"), (machines.A.GatewayId, machines.A.Show("ActiveState")));
    }

    [LabTheory]
    [InlineData(false, "gateway guard: the gateway died; removed 1 virtual address(es)")]
    [InlineData(true, "gateway release: the gateway died; removed 10.77.0.100/24")]
    public async Task Killed_it_is_resigned_for_at_once_and_started_again(bool withGuard, string words)
    {
        int[] killed = withGuard ? InstalledPair.ProcessesOf(machines.A) : [machines.A.GatewayId];
        Assert.Equal(withGuard ? 2 : 1, killed.Length);
        if (withGuard)
        {
            // Behind an advertisement, and so behind a renewal: systemd has a whole lease to start who resigns.
            using var capture = new AdvertisementCapture(Client(machines.Pair), machines.A.Node.Address);
            await Wait.UntilAsync("a advertises", Patience, () => capture.Count > 0);
        }

        TimeSpan begin = LabClock.Now;

        SilentKill.Of(killed);
        Task<TimeSpan> keepalived = machines.Beside.KillAsync(withGuard);

        await Wait.UntilAsync("b answers", Patience, () => machines.Pair.Probe.First("b", begin) is not null);
        TimeSpan takeover = machines.Pair.Probe.First("b", begin)!.Value - begin;
        TimeSpan silence = machines.Pair.Probe.LongestSilence(begin, begin + takeover);
        Assert.InRange(takeover, TimeSpan.Zero, QuickerThanSilence);
        // BEFORE a comes back: who has the higher priority claims the address, and then the other one lets go of it.
        Assert.Empty(machines.Pair.History.Overlaps(begin));
        await machines.Pair.SettleAsync("a");
        Assert.Contains(words, machines.A.Journal, StringComparison.Ordinal);
        Console.WriteLine(KeepalivedBeside.Line(
            $"Package, killed {(withGuard ? "with" : "without")} its guard ({takeover.TotalMilliseconds:0} ms to b)",
            silence, await keepalived));
    }

    /// <summary>The watchdog is fed by both: either one that stands is enough (issue 7, point 6).</summary>
    [LabTheory]
    [InlineData("vrrp-engine")]
    [InlineData(".NET TP ")]
    public async Task One_of_which_a_part_hangs_is_killed_by_the_watchdog_and_started_again(string threads)
    {
        int hangs = machines.A.GatewayId;

        using var frozen = new FrozenThreads(hangs, threads);

        Assert.NotEqual(0, frozen.Count);
        await Wait.UntilAsync("another one serves", WatchdogPatience + Patience,
            () => machines.A.GatewayId is not 0 and var now && now != hangs && machines.A.IsListening);
        await machines.Pair.SettleAsync("a");
    }

    /// <summary>Told to leave the addresses (SIGUSR2), it ends in good order: release has nothing to do.</summary>
    [LabFact]
    public async Task A_clean_end_is_no_crash()
    {
        int before = machines.A.GatewayId;
        string heard = machines.A.Journal;

        _ = machines.A.Run("systemctl", "kill", "--kill-whom=main", "--signal=SIGUSR2", "gateway");

        await Wait.UntilAsync("systemd starts it again", Patience,
            () => machines.A.GatewayId is not 0 and var now && now != before && machines.A.IsListening);
        await machines.Pair.SettleAsync("a");
        Assert.DoesNotContain("gateway release:", machines.A.Journal[heard.Length..], StringComparison.Ordinal);
        Assert.DoesNotContain("gateway guard:", machines.A.Journal[heard.Length..], StringComparison.Ordinal);
    }

    /// <summary>Rolling upgrade as README has it: one machine after the other, without Preempt, and a handover back in
    /// the end, with clients that ask fifty times a second. No request fails (issue 7, point 6), but for one that takes
    /// longer than new connections are held back: the machine is busy with two packages.</summary>
    [LabFact]
    public async Task A_rolling_upgrade_fails_no_request_that_is_shorter_than_the_wait()
    {
        await DemoCommand.UntilServedAsync(Client(machines.Pair));
        InstalledNode[] both = [machines.B, machines.A];
        Array.ForEach(both, node => Edit(node, "s/\"VirtualRouterId\"/\"Preempt\": false, &/"));
        string config = machines.A.Run("cat", "/etc/gateway/appsettings.json");
        // A connection that waits asks again after a second: slow is not lost.
        await using var probe = new RequestProbe(Client(machines.Pair), Patience);
        TimeSpan begin = LabClock.Now;
        Task<TimeSpan> keepalived = machines.Beside.RestartAsync();

        // The one that does not serve first.
        await UpgradeAsync(machines.B);
        await UpgradeAsync(machines.A);
        await machines.Pair.SettleAsync("b");
        _ = machines.B.Run("gateway", "handover");
        await machines.Pair.SettleAsync("a");
        TimeSpan gone = LabClock.Now;
        await Wait.UntilAsync("requests go on", Patience, () => probe.Records.Any(record => record.Sent > gone + Second));

        Assert.Equal(config, machines.A.Run("cat", "/etc/gateway/appsettings.json"));
        Array.ForEach(both, node => Edit(node, "s/\"Preempt\": false, //"));
        RequestRecord[] failed = [.. probe.Records.Where(record => record.Through is null)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"    Rolling upgrade under 50 requests/s: {failed.Length} of {probe.Records.Length} requests failed, "
            + $"{probe.Records.Count(record => record.Ended - record.Sent > Slow)} took longer than 0.9 s"));
        Console.WriteLine(KeepalivedBeside.Line(
            "Rolling upgrade", machines.Pair.Probe.LongestSilence(begin), await keepalived));
        string moved = machines.Pair.History.Describe();
        Assert.All(failed, record => Assert.True(record.Ended - record.Sent > ShortestWait, $"{record}\n{moved}"));
        TimeSpan[] moves =
            [.. machines.Pair.History.Events.Where(entry => entry.At >= begin).Select(entry => entry.At)];
        Assert.All(failed, record => Assert.Contains(
            moves, at => record.Sent <= at + RequestProbe.Patience && at - RequestProbe.Patience <= record.Ended));
        // A connection that ends with its address is no fault.
        Assert.All(both, node => Assert.DoesNotContain("SocketException", node.Journal, StringComparison.Ordinal));
    }

    private static void Edit(InstalledNode node, string change)
    {
        _ = node.Run("sed", "-i", change, "/etc/gateway/appsettings.json");
        _ = node.Run("systemctl", "reload", "gateway");
    }

    private static async Task UpgradeAsync(InstalledNode node)
    {
        int before = node.GatewayId;
        _ = node.Run("dpkg", "--force-unsafe-io", "--install", $"/mnt/{DebianPackage.NextFile}");
        await Wait.UntilAsync($"{node.Node.Role} runs the new version", Patience,
            () => node.GatewayId is not 0 and var now && now != before && node.IsListening);
    }

    private static string NiceOfEngine(int id)
    {
        const int Nice = 19;
        string thread = Directory.EnumerateDirectories($"/proc/{id}/task")
            .Single(task => ProcessStat.Text($"{task}/comm").Trim() == "vrrp-engine");
        return ProcessStat.Field(File.ReadAllText($"{thread}/stat"), Nice);
    }
}
