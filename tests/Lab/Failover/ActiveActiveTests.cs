using System.Net;
using System.Text.Json.Nodes;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Failover;

/// <summary>Two addresses, and both machines work: each is Master of one, and of both while the other is
/// away.</summary>
[InParallel]
public sealed class ActiveActiveTests
{
    private static readonly IPAddress Second = IPAddress.Parse("10.77.0.101");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [LabFact]
    public async Task Each_machine_has_its_address_and_both_while_the_other_is_away()
    {
        using var pair = Pair.Create(SubjectKind.Gateway, new PairSettings
        {
            Interval = PairSettings.CalmInterval,
            Adjust = AddSecond,
        });
        await pair.StartAsync();
        await UntilAsync(pair, "each has its own", ofA: [PairSettings.VirtualAddress], ofB: [Second]);

        pair.A.Kill();
        await UntilAsync(pair, "b has both", ofA: [], ofB: [PairSettings.VirtualAddress, Second]);
        pair.A.Start();
        await pair.UpAsync();
        await UntilAsync(pair, "each has its own again", ofA: [PairSettings.VirtualAddress], ofB: [Second]);

        TimeSpan begin = LabClock.Now;
        string file = Path.Combine(pair.Segment.WorkFolder, "appsettings.json");
        string text = await File.ReadAllTextAsync(file);
        JsonNode root = JsonNode.Parse(text)!;
        root["Vrrp"]!["Instances"]!["second"]!["Priorities"] = PrioritiesOf(a: 200, b: 150);
        await File.WriteAllTextAsync(file, root.ToJsonString());
        await UntilAsync(pair, "a has both after a reload", ofA: [PairSettings.VirtualAddress, Second], ofB: []);
        await File.WriteAllTextAsync(file, text);
        await UntilAsync(pair, "each has its own at last", ofA: [PairSettings.VirtualAddress], ofB: [Second]);

        Assert.Null(pair.History.First("a", held: false, begin));
    }

    private static void AddSecond(JsonObject root)
    {
        JsonNode second = GatewayConfiguration.Instance(root).DeepClone();
        second["VirtualRouterId"] = PairSettings.VirtualRouterId + 1;
        second["Addresses"] = new JsonArray($"{Second}/24");
        second["Priorities"] = PrioritiesOf(a: 150, b: 200);
        root["Vrrp"]!["Instances"]!["second"] = second;
    }

    private static JsonObject PrioritiesOf(int a, int b) => new() { ["edge-a"] = a, ["edge-b"] = b };

    private static Task UntilAsync(Pair pair, string expectation, IPAddress[] ofA, IPAddress[] ofB) =>
        Wait.UntilAsync(expectation, Patience, () => new[] { PairSettings.VirtualAddress, Second }.All(address =>
            pair.Segment.A.Owns(address) == ofA.Contains(address)
            && pair.Segment.B.Owns(address) == ofB.Contains(address)));
}
