using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Import;
using Gateway.Import.Reporting;

namespace Gateway.Tests.Import;

/// <summary>What shows only when the files of both machines are there.</summary>
public sealed class ImportPairTests
{
    private const string Body = "interface eth0\nvirtual_ipaddress { 10.0.0.1/24 }";

    [Theory]
    [InlineData(-2, "edge-a at 150 - 2 = 148 still beats edge-b at 100; use -51 or lower.")]
    [InlineData(2, "edge-a at 152 - 2 = 150 still beats edge-b at 102; use 51 or higher.")]
    public async Task A_weight_that_can_never_move_the_addresses_is_kept_and_needs_attention(int weight, string why)
    {
        string Text(int priority) => $"vrrp_instance v {{ {Body}\nvirtual_router_id 1\npriority {priority}\n"
            + $"track_interface {{ eth1 weight {weight} }} }}";

        var result = await ImportAsync(Text(150), Text(100));

        Assert.Equal(weight, (int?)Instance(result, "v")["Track"]!["interface:eth1"]);
        var entry = $"eth1 weight {weight} -> Vrrp:Instances:v:Track:interface:eth1: it is written, as in keepalived, "
            + $"but {weight} can never move the addresses: {why}";
        Assert.Equal([$"a.conf:5: {entry}", $"b.conf:5: {entry}"], Attention(result, "eth1"));
        Assert.DoesNotContain(ImportSamples.Lines(result, Outcome.Mapped), line => line.Contains("eth1"));
    }

    [Fact]
    public async Task A_weight_that_moves_them_is_as_it_was()
    {
        static string Text(int priority) => $"vrrp_instance v {{ {Body}\nvirtual_router_id 1\npriority {priority}\n"
            + "track_interface { eth1 weight -60 } }";

        Assert.Empty(Attention(await ImportAsync(Text(150), Text(100)), "eth1"));
    }

    [Theory]
    [InlineData("priority 255", "4: priority 255", "4: priority 255")]
    [InlineData("state MASTER", "1: vrrp_instance v", "1: vrrp_instance v")]
    public async Task Of_two_owners_of_an_address_the_first_stays_and_both_lines_are_told(
        string owner, string first, string second)
    {
        var text = $"vrrp_instance v {{ {Body}\nvirtual_router_id 1\n{owner}\n}}";

        var result = await ImportAsync(text, text);

        Assert.Equal((255, 254), (Priority(result, "edge-a"), Priority(result, "edge-b")));
        Assert.Null(Instance(result, "v")["Priorities"]);
        Assert.Contains(
            $"b.conf:{second} -> Nodes:edge-b:Priority: edge-a is the owner of the address already (a.conf:{first}), "
            + "and two would both be Master at every start; 254 is written. Give 255 to the machine that has the "
            + "address as its own, or to none.",
            ImportSamples.Lines(result, Outcome.Attention));
        Assert.DoesNotContain(
            ImportSamples.Lines(result, Outcome.Mapped), line => line.StartsWith("b.conf:4: priority"));
    }

    [Fact]
    public async Task Each_stays_the_owner_of_what_it_alone_has()
    {
        static string Text(string name, int id) =>
            $"vrrp_instance {name} {{ interface eth0\nvirtual_ipaddress {{ 10.0.0.{id}/24 }}\nvirtual_router_id {id}\n"
            + "priority 255 }";

        var result = await ImportAsync(Text("one", 1), Text("two", 2));

        Assert.Equal((255, 255), (Priority(result, "edge-a"), Priority(result, "edge-b")));
        Assert.Equal("{\"edge-b\":254}", Instance(result, "one")["Priorities"]!.ToJsonString());
        Assert.Equal("{\"edge-a\":254}", Instance(result, "two")["Priorities"]!.ToJsonString());
        Assert.Contains(
            ImportSamples.Lines(result, Outcome.Attention), line => line.StartsWith(
                "b.conf:4: priority 255 -> Vrrp:Instances:one:Priorities:edge-b: counts for one, too; edge-a is the "
                + "owner of the address already (a.conf:4: priority 255)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sync_group_of_owners_keeps_one_election()
    {
        static string Text(string priority) => $$"""
            vrrp_sync_group G { group { x
              y } }
            vrrp_instance x { interface eth0
              virtual_router_id 1
              {{priority}}
              virtual_ipaddress { 10.0.0.1/24 } }
            vrrp_instance y { interface eth0
              virtual_router_id 2
              {{priority}}
              virtual_ipaddress { 10.0.0.2/24 } }
            """;

        var result = await ImportAsync(Text("priority 255"), Text("state MASTER"));

        Assert.Equal((255, 254), (Priority(result, "edge-a"), Priority(result, "edge-b")));
        Assert.Equal("[\"x\",\"y\"]", Parse(result)["Vrrp"]!["SyncGroups"]!["G"]!.ToJsonString());
        Assert.Equal(2, Attention(result, "vrrp_instance").Count(line => line.Contains("254 is written")));
    }

    // Accepted, as all that an import writes.
    private static async Task<ImportResult> ImportAsync(string first, string second)
    {
        var result = await ImportSamples.ImportAsync(
            [new("a.conf", "edge-a"), new("b.conf", "edge-b")],
            new(file => file == "a.conf" ? first : second, _ => []));
        Assert.True(result.IsAccepted);
        return result;
    }

    private static IEnumerable<string> Attention(ImportResult result, string subject) => result.Entries
        .Where(entry => entry.Outcome == Outcome.Attention
            && entry.Subject.StartsWith(subject, StringComparison.Ordinal))
        .Select(ReportText.Line);

    private static int? Priority(ImportResult result, string node) => (int?)Parse(result)["Nodes"]![node]!["Priority"];

    private static JsonObject Instance(ImportResult result, string name) =>
        Parse(result)["Vrrp"]!["Instances"]![name]!.AsObject();

    private static JsonObject Parse(ImportResult result) => JsonNode.Parse(
        result.Text, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip })!.AsObject();
}
