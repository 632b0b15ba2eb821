using Gateway.Configuration;
using Gateway.Planning;
using Gateway.Tests.Configuration;

namespace Gateway.Tests.Planning;

/// <summary>What a reload would change, one line a change.</summary>
public sealed class PlanTests
{
    private const string Base = """
        { 'Nodes': { 'edge-a': { 'Address': '192.168.10.11', 'Priority': 250 }, 'edge-b': { 'Address': '192.168.10.12', 'Priority': 240 } },
          'Vrrp': {
            'Instances': {
              'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 61, 'Addresses': [ '192.168.10.10/24' ], 'Version': 2,
                        'Authentication': { 'Password': 'secret' }, 'Track': { 'proxy': -60, 'uplink': -60 } },
              'lan6': { 'Interface': 'eth0', 'VirtualRouterId': 62, 'Addresses': [ 'fd00::10/64' ], 'Track': { 'proxy': -60, 'uplink': -60 } },
            },
            'SyncGroups': { 'lan': [ 'lan4', 'lan6' ] },
          },
          'HealthChecks': { 'uplink': { 'Plugin': 'Tcp', 'Interval': '2s', 'Settings': { 'Host': 'a', 'Port': 1 } } },
          'Notify': { 'ops': { 'Plugin': 'Script', 'Settings': { 'Token': 'secret' } } },
          'Listen': { 'Http': '*:80' }, 'Tls': { 'Certificates': [ '/etc/certs' ] },
          'Sites': { 'one.example.com': 'http://10.0.0.21' },
          'ReverseProxy': {
            'Routes': { 'api': { 'ClusterId': 'web', 'Match': { 'Path': '/api/{**rest}' } } },
            'Clusters': { 'web': { 'LoadBalancingPolicy': 'RoundRobin', 'Destinations': { 'a': { 'Address': 'http://10.0.0.2' } } } },
          } }
        """;

    [Theory]
    [InlineData("'Priority': 240", "'Priority': 241",
        "~ node edge-b: Priority 240 -> 241",
        "~ instance lan4: priority of edge-b 240 -> 241 (no transition)",
        "~ instance lan6: priority of edge-b 240 -> 241 (no transition)")]
    [InlineData("'Priority': 240", "'Priority': 254",
        "~ node edge-b: Priority 240 -> 254",
        "~ instance lan4: priority of edge-b 240 -> 254 (moves from edge-a to edge-b within 3.008s, with no gap)",
        "~ instance lan6: priority of edge-b 240 -> 254 (moves from edge-a to edge-b within 3.008s, with no gap)")]
    [InlineData("'192.168.10.10/24' ]", "'192.168.10.20/24', '192.168.10.21/24' ]",
        "~ instance lan4: + 192.168.10.20/24, + 192.168.10.21/24, - 192.168.10.10/24 (no transition)")]
    [InlineData("'Version': 2,", "'Version': 2, 'AdvertisementInterval': '2s', 'Preempt': true, 'GarpMasterRefresh': '30s',",
        "~ instance lan4: AdvertisementInterval 2s, Preempt true, GarpMasterRefresh 30s (no transition)")]
    [InlineData("'secret' }, 'Track'", "'geheim' }, 'Track'", "~ instance lan4: Authentication:Password (no transition)")]
    [InlineData("'VirtualRouterId': 61", "'VirtualRouterId': 63",
        "~ instance lan4: VirtualRouterId 61 -> 63 (a new election under id 63: the addresses go, and edge-a has them after about 3.023s; until every node has the change, both elections have a Master)")]
    [InlineData("'Interface': 'eth0', 'VirtualRouterId': 61", "'Interface': 'eth1', 'VirtualRouterId': 61",
        "~ instance lan4: + 192.168.10.10/24, - 192.168.10.10/24, Interface eth0 -> eth1 (a new election on eth1: the addresses go, and edge-a has them after about 3.023s)")]
    [InlineData("'SyncGroups': { 'lan': [ 'lan4', 'lan6' ] },", "", "- sync group lan")]
    [InlineData("'Interval': '2s', 'Settings'", "'Interval': '5s', 'Fall': 5, 'Settings'",
        "~ health check uplink: Interval, Fall (it keeps its word until its first result)")]
    [InlineData("'HealthChecks': {", "'HealthChecks': { 'disk': { 'Plugin': 'Script' },",
        "+ health check disk (what tracks it waits for its first result)")]
    [InlineData("'Token': 'secret'", "'Token': 'other'", "~ notify action ops: Settings:Token")]
    [InlineData("'*:80'", "'*:81'",
        "- listener Http [::]:80 (no new connections; those that are there go on)",
        "+ listener Http [::]:81 (opened before anything else changes)")]
    [InlineData("'/etc/certs'", "'/etc/keys'", "- certificates of /etc/certs", "+ certificates of /etc/keys")]
    [InlineData("10.0.0.21'", "10.0.0.22'", "~ site one.example.com: http://10.0.0.21 -> http://10.0.0.22")]
    [InlineData("'one.example.com'", "'two.example.com'", "- site one.example.com", "+ site two.example.com: http://10.0.0.21")]
    [InlineData("'http://10.0.0.21'",
        "{ 'To': { 'Address': 'http://10.0.0.21', 'Weight': 2 }, 'Balance': 'RoundRobin', 'Retries': 0, 'RequestsPerSecond': 5 }",
        "~ site one.example.com: To:Address, To:Weight, Balance, Retries, RequestsPerSecond")]
    [InlineData("'http://10.0.0.21'", "{ 'To': 'http://10.0.0.21', 'Allow': '10.0.0.0/8' }", "~ site one.example.com: To, Allow")]
    [InlineData("'http://10.0.0.21'", "{ 'To': 'http://10.0.0.21', 'Paths': { '/api': { 'Headers': { 'Request': { 'Set': { 'X-Token': 'secret' } } } } } }",
        "~ site one.example.com: To, Paths:/api:Headers:Request:Set:X-Token")]
    [InlineData("'http://10.0.0.21'", "{ 'To': 'http://10.0.0.21', 'Health': 'tcp', 'Http': 'serve' }", "~ site one.example.com: To, Health, Http")]
    [InlineData("'Listen': { 'Http'", "'ErrorPages': { '5xx': '/e.html' }, 'RequestId': true, 'Listen': { 'Http'", "~ ErrorPages: 5xx /e.html", "~ RequestId: true")]
    [InlineData("'*:80' }", "'*:80', 'Https': '*:443' }", "+ listener Https [::]:443 (opened before anything else changes)",
        "~ site one.example.com (written otherwise, or its defaults follow the listeners)")]
    [InlineData("'/api/{**rest}'", "'/app/{**rest}'", "~ route api: Match:Path")]
    [InlineData("'api':", "'app':", "- route api", "+ route app")]
    [InlineData("RoundRobin', 'Destinations': {", "Random', 'Destinations': { 'b': { 'Address': 'http://10.0.0.3' },",
        "~ cluster web: LoadBalancingPolicy, Destinations:b:Address")]
    [InlineData("'Vrrp': {", "'Vrrp': { 'DrainOnStop': false,", "~ Vrrp:DrainOnStop: false")]
    public async Task A_change_is_a_line(string old, string next, params string[] lines)
    {
        var plan = await PlanAsync(Base, Base.Replace(old, next, StringComparison.Ordinal));

        Assert.Equal(lines, plan.Lines.Select(line => line.ToString()));
        Assert.False(plan.IsEmpty);
        Assert.False(plan.NeedsRestart);
        Assert.EndsWith("\n\nA reload takes all of it up; connections and requests under way go on.\n",
            PlanText.Describe(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_come_and_go_with_their_addresses()
    {
        const string Two = """
            { 'Nodes': { 'edge-a': { 'Priority': 250 }, 'edge-b': { 'Priority': 240 } },
              'Vrrp': { 'Instances': {
                'one': { 'Interface': 'eth0', 'VirtualRouterId': 61, 'Addresses': '192.168.10.10/24' },
                'two': { 'Interface': 'eth0', 'VirtualRouterId': 62, 'Addresses': '192.168.10.20/24', 'Priorities': { 'edge-b': 254 } } } } }
            """;
        var one = Two[..Two.IndexOf(",\n    'two'", StringComparison.Ordinal)] + " } } }";

        Assert.Equal(["+ instance two: + 192.168.10.20/24 (edge-b becomes its Master)"], await LinesAsync(one, Two));
        Assert.Equal(["- instance two: - 192.168.10.20/24"], await LinesAsync(Two, one));
    }

    [Fact]
    public async Task A_node_that_goes_gives_its_addresses_away_without_being_said_there()
    {
        const string Pair = """
            { 'Nodes': { 'edge-a': { 'Priority': 240 }, 'edge-b': { 'Priority': 250 } },
              'Vrrp': { 'Instances': { 'one': { 'Interface': 'eth0', 'VirtualRouterId': 61, 'Addresses': '192.168.10.10/24' } } } }
            """;

        Assert.Equal(
            ["- node edge-b", "~ instance one (edge-a becomes its Master when edge-b has stopped)"],
            await LinesAsync(Pair, Pair.Replace(", 'edge-b': { 'Priority': 250 }", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_same_in_other_words_changes_nothing()
    {
        var plan = await PlanAsync(Base, Base
            .Replace("'2s'", "'2000ms'", StringComparison.Ordinal)
            .Replace("[ '/etc/certs' ]", "'/etc/certs'", StringComparison.Ordinal)
            .Replace("'Version': 2", "'Version': 2, 'Preempt': true, 'Priorities': { 'edge-b': 240 }",
                StringComparison.Ordinal));

        Assert.True(plan.IsEmpty);
        Assert.Equal("Nothing changes.\n", PlanText.Describe(plan));
    }

    [Fact]
    public async Task What_needs_a_restart_is_refused_with_everything_else()
    {
        var plan = await PlanAsync(Base, Base
            .Replace("'Vrrp': {", "'Vrrp': { 'Recorder': '/var/log/vrrp.rec',", StringComparison.Ordinal)
            .Replace("10.0.0.21'", "10.0.0.22'", StringComparison.Ordinal));

        Assert.True(plan.NeedsRestart);
        Assert.Equal(plan.Changes.Refusal is not null, plan.NeedsRestart);
        Assert.Equal(
            "  ~ site one.example.com: http://10.0.0.21 -> http://10.0.0.22\n"
            + "  ~ Vrrp:Recorder (needs a restart)\n\n"
            + "A reload refuses all of it: Vrrp:Recorder changed, which needs a restart.\n",
            PlanText.Describe(plan));
    }

    private static async Task<IEnumerable<string>> LinesAsync(string old, string next) =>
        (await PlanAsync(old, next)).Lines.Select(line => line.ToString());

    private static async Task<Plan> PlanAsync(string old, string next)
    {
        var (before, after) = (await ConfigText.ParseAsync(old), await ConfigText.ParseAsync(next));
        _ = ConfigText.Valid(before);
        _ = ConfigText.Valid(after);
        return Plan.Between(before, after);
    }
}
