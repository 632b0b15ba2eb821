using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Import;
using Gateway.Import.Reading;
using Gateway.Import.Reporting;

namespace Gateway.Tests.Import;

/// <summary>What single keywords come to. The samples show whole files.</summary>
public sealed partial class ImportTests
{
    [Theory]
    [InlineData("advert_int 1\nversion 2", "1s")]
    [InlineData("advert_int 0.5\nversion 2", "1s")]
    [InlineData("advert_int 2.6\nversion 2", "3s")]
    [InlineData("advert_int 0.5\nversion 3", "500ms")]
    [InlineData("advert_int 0.004\nversion 3", "10ms")]
    [InlineData("advert_int 60\nversion 3", "40.95s")]
    [InlineData("advert_int 0\nversion 3", "1s")]
    [InlineData("advert_int fast\nversion 3", "1s")]
    public async Task Seconds_become_what_keepalived_really_sends(string lines, string interval) =>
        Assert.Equal(interval, (string?)(await InstanceAsync(lines))["AdvertisementInterval"]);

    [Theory]
    [InlineData("priority 150", 150)]
    [InlineData("priority 255", 255)]
    [InlineData("priority 300", 100)]
    [InlineData("", 100)]
    [InlineData("state BACKUP", 100)]
    [InlineData("state MASTER", 255)]
    [InlineData("priority 90\npriority 91", 91)]
    public async Task A_priority_that_is_not_said_is_keepalived_s_own(string lines, int priority)
    {
        var output = await OutputAsync($"vrrp_instance v {{ {Body}\n{lines}\n}}");

        Assert.Equal(priority, (int?)output["Nodes"]!["edge-a"]!["Priority"]);
    }

    [Theory]
    [InlineData("nopreempt", "false")]
    [InlineData("preempt_delay 30", "\"30s\"")]
    [InlineData("preempt_delay 2.5", "\"2.5s\"")]
    [InlineData("preempt", null)]
    [InlineData("state MASTER\nnopreempt", null)]
    [InlineData("nopreempt\npreempt_delay 5", "false")]
    public async Task Preemption_is_what_keepalived_makes_of_it(string lines, string? value) =>
        Assert.Equal(value, (await InstanceAsync(lines))["Preempt"]?.ToJsonString());

    [Theory]
    [InlineData("garp_master_delay 10", "GarpMasterDelay", "\"10s\"")]
    [InlineData("garp_master_repeat 1", "GarpMasterRepeat", "1")]
    [InlineData("garp_master_refresh 60", "GarpMasterRefresh", "\"60s\"")]
    [InlineData("garp_master_refresh 0", "GarpMasterRefresh", "\"0s\"")]
    [InlineData("garp_master_refresh_repeat 2", "GarpMasterRefreshRepeat", "2")]
    [InlineData("garp_lower_prio_delay 3", "GarpLowerPrioDelay", "\"3s\"")]
    [InlineData("garp_lower_prio_delay 0", "GarpLowerPrioDelay", null)]
    [InlineData("garp_lower_prio_repeat 0", "GarpLowerPrioDelay", "\"0s\"")]
    public async Task Announcements_keep_their_times(string line, string key, string? value) =>
        Assert.Equal(value, (await InstanceAsync(line))[key]?.ToJsonString());

    [Fact]
    public async Task The_fewest_announcements_are_one()
    {
        var output = await OutputAsync($"global_defs {{ vrrp_min_garp }}\nvrrp_instance v {{ {Body} }}");

        Assert.Equal("0s", (string?)output["Vrrp"]!["Instances"]!["v"]!["GarpMasterDelay"]);
        Assert.Equal(1, (int?)output["Vrrp"]!["Instances"]!["v"]!["GarpMasterRepeat"]);
    }

    [Theory]
    [InlineData("version 2", "auth_type PASS", "auth_pass secret", "{\"Password\":\"secret\"}")]
    [InlineData("version 2", "auth_type PASS", "auth_pass 0123456789", "{\"Password\":\"01234567\"}")]
    [InlineData("version 2", "auth_type AH", "auth_pass secret", null)]
    [InlineData("version 2", "auth_pass secret", "", null)]
    [InlineData("version 3", "auth_type PASS", "auth_pass secret", null)]
    [InlineData("version 2\nstrict_mode on", "auth_type PASS", "auth_pass secret", null)]
    public async Task A_password_goes_where_keepalived_sends_one(
        string lines, string type, string password, string? value)
    {
        var text = $"vrrp_instance v {{ {Body}\n{lines}\nauthentication {{ {type}\n{password}\n}} }}";
        var result = await ImportSamples.ImportTextAsync(text);

        Assert.Equal(value, EntryOf(Parse(result))["Authentication"]?.ToJsonString());
        Assert.Equal(value is not null, result.HasSecrets);
        Assert.All(result.Entries, entry =>
            Assert.DoesNotContain("secret", ReportText.Line(entry), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_address_that_a_file_does_not_name_stands_in_that_of_the_peer()
    {
        static string Text(string peer) => $"vrrp_instance v {{ {Body}\nunicast_peer {{ {peer}\n}} }}";

        var result = await ImportSamples.ImportAsync(
            [new("a", "edge-a"), new("b", "edge-b")],
            new(file => Text(file == "a" ? "10.0.0.3" : "10.0.0.2"), _ => []));

        Assert.Equal(
            "{\"edge-a\":\"10.0.0.2\",\"edge-b\":\"10.0.0.3\"}", EntryOf(Parse(result))["Peers"]!.ToJsonString());
        Assert.False(result.NeedsAttention);
    }

    [Theory]
    [InlineData("auth_pass secret", "auth_pass ***")]
    [InlineData("  @main  auth_pass \"secret\"", "@main auth_pass ***")]
    [InlineData("key 1 hex:secret", "key ***")]
    [InlineData("$PASS=secret", "$PASS=***")]
    [InlineData("script \"/bin/check key secret\"", "script \"/bin/check key secret\"")]
    public void A_report_repeats_no_password(string line, string quote) => Assert.Equal(quote, LineQuote.Of(line));

    [Fact]
    public async Task Weights_of_members_are_what_keepalived_makes_of_them_in_a_group()
    {
        const string Text = """
            vrrp_script s { script "/bin/true" }
            vrrp_sync_group G { group { a
              b } }
            vrrp_instance a { interface eth0
              virtual_router_id 1
              virtual_ipaddress { 10.0.0.1/24 }
              track_script { s weight -60 }
              track_interface { eth1 weight -60 } }
            vrrp_instance b { interface eth0
              virtual_router_id 2
              virtual_ipaddress { 10.0.0.2/24 } }
            """;

        var bound = await ImportSamples.ImportTextAsync(Text);
        var free = await ImportSamples.ImportTextAsync(Text.Replace(
            "group { a", "global_tracking\ngroup { a", StringComparison.Ordinal));

        Assert.Equal("{\"interface:eth1\":0}", EntryOf(Parse(bound), "a")["Track"]!.ToJsonString());
        Assert.Equal("{\"s\":-60,\"interface:eth1\":-60}", EntryOf(Parse(free), "a")["Track"]!.ToJsonString());
        Assert.Contains(ImportSamples.Lines(bound, Outcome.Attention), line =>
            line.StartsWith("7: s weight -60: keepalived does not track it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sync_group_has_the_priorities_of_its_first_member()
    {
        static string Text(int first, int second) => $$"""
            vrrp_sync_group G { group { a
              b } }
            vrrp_instance a { interface eth0
              virtual_router_id 1
              priority {{first}}
              virtual_ipaddress { 10.0.0.1/24 } }
            vrrp_instance b { interface eth0
              virtual_router_id 2
              priority {{second}}
              virtual_ipaddress { 10.0.0.2/24 } }
            """;

        var result = await ImportSamples.ImportAsync(
            [new("k.conf", "edge-a"), new("l.conf", "edge-b")],
            new(file => file == "k.conf" ? Text(150, 120) : Text(100, 90), _ => []));

        Assert.Equal(150, (int?)Parse(result)["Nodes"]!["edge-a"]!["Priority"]);
        Assert.Null(EntryOf(Parse(result), "b")["Priorities"]);
        Assert.Contains("9: priority 120 -> Nodes:edge-a:Priority: a sync group has one election, and 150 of a is "
            + "written; edge-a is the highest in either case.", ImportSamples.Lines(result, Outcome.Changed));
    }

    [Fact]
    public async Task One_message_stands_for_a_block_of_the_kernel_s_load_balancer()
    {
        var result = await ImportSamples.ImportTextAsync("""
            virtual_server 10.0.0.1 80 { delay_loop 6
              real_server 10.0.0.2 80 { weight 1
                HTTP_GET { url { path / } } } }
            """);

        Assert.Single(result.Entries, entry => entry.Position.Line > 0);
        Assert.Contains(ImportSamples.Lines(result, Outcome.Attention), line => line.EndsWith(
            "as Sites or ReverseProxy:Clusters. Its servers: 10.0.0.2:80.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "k.conf")]
    [InlineData("# nothing", "k.conf")]
    [InlineData("\0\u0001", "k.conf")]
    public async Task A_file_without_anything_is_a_configuration_without_virtual_routers(string text, string file)
    {
        var result = await ImportSamples.ImportTextAsync(text);

        Assert.True(result.IsAccepted);
        Assert.Null(Parse(result)["Vrrp"]);
        Assert.Contains($"// Imported from {file}.", result.Text, StringComparison.Ordinal);
    }

    private const string Body = "interface eth0\nvirtual_router_id 1\nvirtual_ipaddress { 10.0.0.1/24 }\n";

    private static async Task<JsonObject> OutputAsync(string text) => Parse(await ImportSamples.ImportTextAsync(text));

    private static async Task<JsonObject> InstanceAsync(string lines) =>
        EntryOf(await OutputAsync($"vrrp_instance v {{ {Body}\n{lines}\n}}"));

    private static JsonObject EntryOf(JsonObject output, string name = "v") =>
        output["Vrrp"]!["Instances"]![name]!.AsObject();

    private static JsonObject Parse(ImportResult result) => JsonNode.Parse(
        result.Text, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip })!.AsObject();
}
