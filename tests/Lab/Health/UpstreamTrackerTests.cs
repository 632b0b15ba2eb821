using System.Text.Json.Nodes;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Health;

/// <summary>The address follows the upstreams: <c>cluster:web</c> and the operators' switch in <c>Track</c>.</summary>
[InParallel(IsLong = true)]
public sealed class UpstreamTrackerTests
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [LabFact]
    public async Task An_upstream_that_only_one_machine_has_lost_moves_the_address_which_returns_after_the_hold()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            PriorityA = 150, Interval = PairSettings.CalmInterval, Adjust = Watch,
        });
        pair.Upstream.Start();
        await pair.StartAsync();
        await Wait.UntilAsync("a knows its upstream", Patience, () => Says(pair.A, "Tracker cluster:web succeeds"));

        pair.Segment.A.Ip("route", "add", "unreachable", "10.77.0.20/32");
        await pair.SettleAsync("b");
        TimeSpan mended = LabClock.Now;
        pair.Segment.A.Ip("route", "del", "unreachable", "10.77.0.20/32");
        await pair.SettleAsync("a");

        Assert.InRange(LabClock.Now - mended, Hold, Patience);
        Assert.Contains("150 - 60 (cluster:web) = 90", pair.A.Log, StringComparison.Ordinal);
        Assert.Contains("No route to host", pair.A.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("No route to host", pair.B.Log, StringComparison.Ordinal);
    }

    /// <summary>Both lose as many points; at 1 s, b would have to wait 3.6 s for its chance, and knows long before.
    /// Whoever sees the return first holds still until both have.</summary>
    [LabFact]
    public async Task An_upstream_that_both_have_lost_moves_nothing_and_neither_does_its_return()
    {
        var settings = new PairSettings { PriorityA = 150, Interval = TimeSpan.FromSeconds(1), Adjust = Watch };
        using var pair = Pair.Create(SubjectKind.Gateway, settings);
        pair.Upstream.Start();
        await pair.StartAsync();
        await Wait.UntilAsync("both know their upstream", Patience, () =>
            Says(pair.A, "Tracker cluster:web succeeds") && Says(pair.B, "Tracker cluster:web succeeds"));
        await pair.SettleAsync("a");
        TimeSpan begin = LabClock.Now;

        pair.Upstream.Kill();

        await pair.A.SaysAsync("150 - 60 (cluster:web) = 90");
        await pair.B.SaysAsync("100 - 60 (cluster:web) = 40");
        Assert.False(await Wait.HappensAsync(settings.MasterDownInterval, () => pair.History.Owners != "a"));
        pair.Upstream.Start();
        await pair.A.SaysAsync("priority 90 -> 150");
        await pair.B.SaysAsync("priority 40 -> 100");
        Assert.False(await Wait.HappensAsync(settings.MasterDownInterval, () => pair.History.Owners != "a"));
        Assert.DoesNotContain(pair.History.Events, entry => entry.At > begin);
    }

    [LabFact]
    public async Task A_file_gives_the_address_away_in_part_or_whole()
    {
        string file = Path.Combine(Path.GetTempPath(), $"lab-{Guid.NewGuid():N}");
        var settings = new PairSettings
        {
            PriorityA = 150,
            Adjust = root => GatewayConfiguration.Instance(root)["Track"] = new JsonObject { [$"file:{file}"] = -100 },
        };
        using var pair = Pair.Create(SubjectKind.Gateway, settings);
        await pair.StartAsync();
        await Wait.UntilAsync("a has looked", Patience, () => Says(pair.A, $"Tracker file:{file} succeeds"));

        // Both machines see one file here: what tells them apart is how much of the weight they lose.
        // At once: a file is empty before it has anything in it.
        await File.WriteAllTextAsync(file + ".new", "30");
        File.Move(file + ".new", file);
        await Wait.UntilAsync("a is demoted", Patience, () => Says(pair.A, $"150 - 30 (file:{file}) = 120"));
        await File.WriteAllTextAsync(file, "");
        await Wait.UntilAsync("a is demoted", Patience, () => Says(pair.A, "120 -> 50"));
        File.Delete(file);
        await Wait.UntilAsync("a is well", Patience, () => Says(pair.A, "50 -> 150"));

        Assert.True(pair.A.IsRunning);
    }

    private static bool Says(NodeProgram node, string words) => node.Log.Contains(words, StringComparison.Ordinal);

    private static void Watch(JsonObject root)
    {
        JsonObject instance = GatewayConfiguration.Instance(root);
        instance["Track"] = new JsonObject { ["cluster:web"] = -60 };
        instance["RecoveryHold"] = "2s";
        root["ReverseProxy"]!["Clusters"]!["web"]!["HealthCheck"] = new JsonObject
        {
            ["Active"] = new JsonObject
            {
                ["Enabled"] = true,
                ["Interval"] = "00:00:00.2000000",
                ["Timeout"] = "00:00:02",
            },
        };
    }
}
