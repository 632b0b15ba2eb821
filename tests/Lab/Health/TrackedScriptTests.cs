using Lab.Observers;
using Lab.Subjects;

namespace Lab.Health;

/// <summary>Health checks by the plugin <c>Script</c> and what they do to the address.</summary>
public sealed class TrackedScriptTests
{
    private static readonly TimeSpan PeaceTime = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan HandoverBound = TimeSpan.FromSeconds(1.5);

    [LabFact]
    public async Task A_failing_check_moves_the_address_and_its_recovery_brings_it_back()
    {
        string marker = Path.Combine(Path.GetTempPath(), $"lab-{Guid.NewGuid():N}-");
        var settings = new PairSettings
        {
            PriorityA = 150,
            Adjust = root => GatewayConfiguration.AddScript(
                root, "uplink", weight: -60, "/bin/sh", "-c", $"test ! -e {marker}$(ip netns identify)"),
        };
        using var pair = Pair.Create(SubjectKind.Gateway, settings);
        await pair.StartAsync();
        string bad = marker + pair.Segment.A.Namespace.Name;

        await File.WriteAllTextAsync(bad, "");
        await pair.SettleAsync("b");
        File.Delete(bad);
        await pair.SettleAsync("a");

        Assert.True(pair.A.IsRunning);
        Assert.True(pair.B.IsRunning);
    }

    [LabFact]
    public async Task A_check_that_hangs_harms_nothing_else()
    {
        var settings = new PairSettings
        {
            Interval = PairSettings.CalmInterval,
            Adjust = root => GatewayConfiguration.AddScript(
                root, "hang", weight: -110, "/bin/sh", "-c", "trap '' TERM INT; while :; do sleep 60; done"),
        };
        using var pair = Pair.Create(SubjectKind.Gateway, settings);
        pair.Upstream.Start();
        await pair.StartAsync();
        await Demo.DemoCommand.UntilServedAsync(pair.Segment.Client);
        TimeSpan settled = LabClock.Now;
        using HttpClient client = HttpsClient.Create(pair.Segment.Client, TimeSpan.Zero, TimeSpan.FromSeconds(5));

        Assert.False(await Wait.HappensAsync(PeaceTime, () => pair.History.Owners != "a"));
        string answer = await client.GetStringAsync(HttpsClient.Site);
        int code = await pair.A.StopAsync();
        await pair.SettleAsync("b");

        Assert.Contains("10.77.0.11", answer, StringComparison.Ordinal);
        Assert.Equal(0, code);
        // The stop hands over: the other machine has the address first.
        Assert.All(
            pair.History.Overlaps(settled), overlap => Assert.InRange(overlap.Length, TimeSpan.Zero, HandoverBound));
    }
}
