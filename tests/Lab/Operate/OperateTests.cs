using System.Text.Json;
using System.Text.Json.Nodes;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Operate;

/// <summary>The commands on a real pair (issue 7, point 1; issue 5, point 4: a refused file is shown).</summary>
[InParallel]
public sealed class OperateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [LabFact]
    public async Task Status_on_both_a_drain_that_moves_the_address_and_lasts_an_undrain_and_a_refused_file()
    {
        using var pair = Pair.Create(
            SubjectKind.Gateway, new PairSettings { Interval = PairSettings.CalmInterval });
        await pair.StartAsync();
        var (a, b) = ((GatewayNode)pair.A, (GatewayNode)pair.B);
        Assert.Equal(("Master", "Backup"), (StateOf(a), StateOf(b)));

        // A drain: clients answered throughout, the address at b, and a stays out although its priority is higher.
        TimeSpan begin = LabClock.Now;
        var (code, drained) = a.Type("drain");
        TimeSpan took = LabClock.Now - begin;
        Assert.True(code == 0, drained);
        Assert.Contains("Master -> Backup", drained, StringComparison.Ordinal);
        Assert.Contains("has the addresses", drained, StringComparison.Ordinal);
        await pair.SettleAsync("b");
        Assert.Equal(("Backup", "Master"), (StateOf(a), StateOf(b)));
        Assert.True(Status(a).GetProperty("drained").GetBoolean(), "The status does not show the drain.");

        // What only an undrain ends, a reload does not: also what it adds stays out, in spite of the priority.
        string good = await File.ReadAllTextAsync(a.ConfigFile);
        await File.WriteAllTextAsync(a.ConfigFile, WithAnother(good));
        Assert.Equal(0, a.Type("reload").Code);
        await Wait.UntilAsync("b is Master of both", Patience, () => StateOf(b, 1) == "Master");
        Assert.Equal(("Backup", "Backup"), (StateOf(a), StateOf(a, 1)));

        var (undrainCode, undrained) = a.Type("undrain");
        Assert.True(undrainCode == 0, undrained);
        Assert.Contains("it has its addresses again", undrained, StringComparison.Ordinal);
        await pair.SettleAsync("a");

        string history = a.Type("history").Text;
        Assert.Contains("Master -> Backup because it was drained", history, StringComparison.Ordinal);
        Assert.Contains(" acked ", history, StringComparison.Ordinal);

        // A wrong file is refused, named and shown until a valid one runs.
        await File.WriteAllTextAsync(a.ConfigFile, good.Replace("\"Nodes\"", "\"Nods\"", StringComparison.Ordinal));
        var (refusedCode, refused) = a.Type("reload");
        Assert.Equal(2, refusedCode);
        Assert.Contains("Nods: unknown key", refused, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, RejectedOf(a).ValueKind);
        Assert.Equal("Master", StateOf(a));
        await File.WriteAllTextAsync(a.ConfigFile, good);
        Assert.Equal(0, a.Type("reload").Code);
        Assert.Equal(JsonValueKind.Null, RejectedOf(a).ValueKind);
        Console.WriteLine($"    drain on a live pair: {took.TotalMilliseconds:0} ms");
    }

    private static JsonElement RejectedOf(GatewayNode node) =>
        Status(node).GetProperty("configuration").GetProperty("rejected");

    private static string WithAnother(string text)
    {
        JsonNode root = JsonNode.Parse(text)!;
        root["Vrrp"]!["Instances"]!["more"] = new JsonObject
        {
            ["Interface"] = "eth0",
            ["VirtualRouterId"] = 99,
            ["Addresses"] = "10.77.0.99/32",
            ["Peers"] = "multicast",
        };
        return root.ToJsonString();
    }

    private static string? StateOf(GatewayNode node, int instance = 0)
    {
        JsonElement instances = Status(node).GetProperty("instances");
        return instance < instances.GetArrayLength() ? instances[instance].GetProperty("state").GetString() : null;
    }

    private static JsonElement Status(GatewayNode node)
    {
        var (code, text) = node.Type("status", "--json");
        Assert.True(code == 0, text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
