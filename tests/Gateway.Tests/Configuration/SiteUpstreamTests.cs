using Gateway.Configuration;
using Gateway.Configuration.Building;
using Gateway.Configuration.Reload;
using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Tests.Configuration;

/// <summary>Issue 6, points 2 to 4: what a site says of its upstreams is what YARP's section says by
/// metadata.</summary>
public sealed class SiteUpstreamTests
{
    private const string One = "'http://10.0.0.1'";
    private const string Pin = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private const string OtherPin = "sha256//BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=";

    private const string NoWeight = "does nothing with the Balance {0}; use one of RoundRobin, LeastRequests, AddressHash, or remove it.";
    private const string Forwarding = "says how to forward, and nothing is forwarded here; add To, or remove it.";

    /// <summary>Keys of a site, and keys of a cluster with destinations "10.0.0.1" and "10.0.0.2".</summary>
    public static TheoryData<string, string, string> Forms => new()
    {
        { "'Balance': 'PowerOfTwoChoices'", "'LoadBalancingPolicy': 'PowerOfTwoChoices'", "http" },
        { "'Balance': 'RoundRobin'", "'LoadBalancingPolicy': 'RoundRobin'", "http" },
        { "'Balance': 'LeastRequests'", "'LoadBalancingPolicy': 'LeastRequests'", "http" },
        { "'Balance': 'Random'", "'LoadBalancingPolicy': 'Random'", "http" },
        { "'Balance': 'FirstAlphabetical'", "'LoadBalancingPolicy': 'FirstAlphabetical'", "http" },
        { "'Balance': 'AddressHash'", "'LoadBalancingPolicy': 'AddressHash'", "http" },
        { "'SlowStart': '30s'", "'Metadata': { 'SlowStart': '30s' }", "http" },
        { "'Retries': 3", "'Metadata': { 'Retries': '3' }", "http" },
        { "'ConnectTimeout': '2s'", "'Metadata': { 'ConnectTimeout': '2s' }", "http" },
        { "'IdleTimeout': '5m'", "'Metadata': { 'IdleTimeout': '5m' }", "http" },
        { "'UpstreamCa': 'ca.pem'", "'Metadata': { 'Tls.Ca': 'ca.pem' }", "https" },
        { $"'UpstreamPin': '{Pin}'", $"'Metadata': {{ 'Tls.Pin': '{Pin}' }}", "https" },
        { $"'UpstreamPin': [ '{Pin}', '{OtherPin}' ]", $"'Metadata': {{ 'Tls.Pin': '{Pin};{OtherPin}' }}", "https" },
        { "'UpstreamHttp': '1.1'", "'HttpRequest': { 'Version': '1.1', 'VersionPolicy': 'RequestVersionExact' }", "https" },
        { "'UpstreamHttp': '2'", "'HttpRequest': { 'Version': '2.0', 'VersionPolicy': 'RequestVersionExact' }", "https" },
        { "'UpstreamHttp': 'h2c'", "'HttpRequest': { 'Version': '2.0', 'VersionPolicy': 'RequestVersionExact' }", "http" },
    };

    public static TheoryData<string, string> Mistakes => new()
    {
        { $"'To': {One}, 'Balance': 'Fastest'",
            ":Balance: \"Fastest\" is no way to share the load; known: PowerOfTwoChoices, RoundRobin, LeastRequests, Random, FirstAlphabetical, AddressHash." },
        { $"'To': {One}, 'Balance': 'RoundRobbin'", ":Balance: \"RoundRobbin\" is no way to share the load; did you mean \"RoundRobin\"?" },
        { $"'To': [ {One}, {{ 'Address': 'http://10.0.0.2', 'Weight': 0 }} ]", ":To:1:Weight: 0 is out of range; use 1 to 1000." },
        { $"'To': {{ 'Address': {One}, 'Weight': 1001 }}", ":To:Weight: 1001 is out of range; use 1 to 1000." },
        { $"'To': [ {{ 'Address': {One}, 'Weight': 2 }}, 'http://10.0.0.2' ], 'Balance': 'Random'",
            ":To:0:Weight: " + NoWeight.Replace("{0}", "Random", StringComparison.Ordinal) },
        { $"'To': [ {{ 'Address': {One}, 'Weight': 2 }}, 'http://10.0.0.2' ], 'Balance': 'PowerOfTwoChoices'",
            ":To:0:Weight: " + NoWeight.Replace("{0}", "PowerOfTwoChoices", StringComparison.Ordinal) },
        { $"'To': [ {One}, {{ 'Address': 'http://10.0.0.2', 'Backup': 'yes' }} ]", ":To:1:Backup: expected true or false, found the string \"yes\"." },
        { $"'To': {{ 'Address': {One}, 'Backup': true }}", ":To:Backup: stands in for nobody, for there is no upstream that is no backup; remove it." },
        { $"'To': {One}, 'SlowStart': '2h'", ":SlowStart: \"2h\" is out of range; use 0s to 1h." },
        { $"'To': {One}, 'Retries': 6", ":Retries: \"6\" is out of range; use 0 to 5." },
        { $"'To': {One}, 'ConnectTimeout': '1ms'", ":ConnectTimeout: \"1ms\" is out of range; use 10ms to 5m." },
        { $"'To': {One}, 'IdleTimeout': 'x'", ":IdleTimeout: \"x\" is not a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\"." },
        { $"'To': {One}, 'UpstreamCa': '/ca.pem'", ":UpstreamCa: does nothing, for no upstream is https://; remove it, or correct To." },
        { $"'To': {One}, 'UpstreamPin': '{Pin}'", ":UpstreamPin: does nothing, for no upstream is https://; remove it, or correct To." },
        { "'To': 'https://10.0.0.1', 'UpstreamCa': ''", ":UpstreamCa: \"\" cannot be a file; write for example \"/etc/gateway/upstream-ca.pem\"." },
        { $"'To': 'https://10.0.0.1', 'UpstreamPin': [ '{Pin}', 'abc' ]",
            ":UpstreamPin:1: \"abc\" is not a pinned key; write \"sha256//\" and the SHA-256 of the public key in Base64, as curl's --pinnedpubkey." },
        { "'To': 'https://10.0.0.1', 'UpstreamPin': []", ":UpstreamPin: is empty; write a pinned key, or leave the key out." },
        { $"'To': {One}, 'UpstreamHttp': '3'", ":UpstreamHttp: \"3\" is no version of HTTP here; known: 1.1, 2, h2c." },
        { $"'To': {One}, 'UpstreamHttp': '2'", ":UpstreamHttp: \"2\" is for https://; write \"h2c\" for HTTP/2 with an upstream that is http://, or correct To." },
        { "'To': 'https://10.0.0.1', 'UpstreamHttp': 'h2c'",
            ":UpstreamHttp: \"h2c\" is HTTP/2 without TLS; write \"2\" with an upstream that is https://, or correct To." },
        { $"'To': {One}, 'RequestsPerSecond': 0", ":RequestsPerSecond: \"0\" is out of range; use 1 to 100000." },
        { $"'To': {One}, 'RequestsPerSecond': 5, 'RequestBurst': 0", ":RequestBurst: \"0\" is out of range; use 1 to 1000000." },
        { $"'To': {One}, 'RequestBurst': 5, 'Paths': {{ '/a': {{ 'MaxBody': '1KB' }} }}", ":RequestBurst: does nothing without RequestsPerSecond; add that, or remove it." },
        { $"'To': {One}, 'Paths': {{ '/a': {{ 'RequestBurst': 5 }} }}", ":Paths:/a:RequestBurst: does nothing without RequestsPerSecond; add that, or remove it." },
        { $"'To': {One}, 'Paths': {{ '/a': {{ 'Retries': 1 }} }}", ":Paths:/a:Retries: " + Forwarding },
        { $"'To': {One}, 'Paths': {{ '/a': {{ 'To': {One}, 'Retries': 9 }} }}", ":Paths:/a:Retries: \"9\" is out of range; use 0 to 5." },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_key_of_a_site_builds_what_the_metadata_of_a_cluster_builds(
        string site, string cluster, string scheme)
    {
        var (made, written) = await BuildAsync(
            $"'To': [ '{scheme}://10.0.0.1', '{scheme}://10.0.0.2' ], {site}",
            $"'Destinations': {{ '10.0.0.1': {{ 'Address': '{scheme}://10.0.0.1' }}, '10.0.0.2': {{ 'Address': '{scheme}://10.0.0.2' }} }}, {cluster}");

        Assert.Equal(written, made);
        Assert.NotEqual(new ClusterConfig { ClusterId = made.ClusterId, Destinations = made.Destinations }, made);
    }

    [Theory]
    [InlineData("'Balance': 'RoundRobin',", "WeightedRoundRobin")]
    [InlineData("'Balance': 'LeastRequests',", "WeightedLeastRequests")]
    [InlineData("'Balance': 'AddressHash',", "AddressHash")]
    [InlineData("", "WeightedLeastRequests")]
    public async Task A_weight_chooses_the_policy_that_knows_weights(string balance, string policy)
    {
        var (made, written) = await BuildAsync(
            $"{balance} 'To': [ {{ 'Address': 'http://10.0.0.1', 'Weight': 3 }}, {{ 'Address': 'http://10.0.0.2', 'Backup': true }} ]",
            $"'LoadBalancingPolicy': '{policy}', 'Destinations': {{ '10.0.0.1': {{ 'Address': 'http://10.0.0.1', 'Metadata': {{ 'Weight': '3' }} }}, "
            + "'10.0.0.2': { 'Address': 'http://10.0.0.2', 'Metadata': { 'Backup': 'true' } } }");

        Assert.Equal(written, made);
    }

    [Fact]
    public async Task A_path_has_a_rate_of_its_own_over_that_of_its_site_and_upstreams_of_its_own()
    {
        var config = await ConfigText.ValidAsync(
            "'Listen': { 'Https': '*:443' }, 'Sites': { 'a.example.com': { 'To': 'http://10.0.0.1', 'Retries': 2, 'RequestsPerSecond': 10, "
            + "'RequestBurst': 15, 'Paths': { '/same': { 'MaxBody': '1KB' }, '/other': { 'RequestsPerSecond': 5 }, "
            + "'/own': { 'To': 'http://10.0.0.2', 'Retries': 0 }, '/told': { 'Answer': 200, 'RequestBurst': 3 } } } }");

        Assert.Equal(
            [new(10, 15), new(10, 15), new(5, 15), new(10, 15), new(10, 3)],
            config.Routes.Select(route => RouteLimits.Read(route.Metadata, (key, problem) => Assert.Fail(key + problem))));
        Assert.Equal(["2", "0"], config.Clusters.Select(cluster => cluster.Metadata!["Retries"]));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_told_at_its_place(string site, string expected)
    {
        var result = await ConfigText.WithNodesAsync($"'Listen': {{ 'Https': '*:443' }}, 'Sites': {{ 'a.example.com': {{ {site} }} }}");

        Assert.Equal($"Sites:a.example.com{expected}", ConfigText.OnlyError(result));
    }

    [Theory]
    [InlineData("Balance", "'Random'")]
    [InlineData("SlowStart", "'1s'")]
    [InlineData("Retries", "1")]
    [InlineData("ConnectTimeout", "'1s'")]
    [InlineData("IdleTimeout", "'1s'")]
    [InlineData("UpstreamCa", "'/ca.pem'")]
    [InlineData("UpstreamPin", $"'{Pin}'")]
    [InlineData("UpstreamHttp", "'2'")]
    public async Task A_site_that_answers_has_nobody_to_say_it_of(string key, string value) => Assert.Equal(
        $"Sites:a.example.com:{key}: {Forwarding}",
        ConfigText.OnlyError(await ConfigText.WithNodesAsync(
            $"'Listen': {{ 'Https': '*:443' }}, 'Sites': {{ 'a.example.com': {{ 'Answer': 200, '{key}': {value} }} }}")));

    [Fact]
    public async Task Errors_have_line_and_column()
    {
        var result = await ConfigText.ParseAsync("""
            { 'Nodes': { 'edge-a': { 'Priority': 1 } }, 'Listen': { 'Https': '*:443' },
              'Sites': {
                'a.example.com': {
                  'To': [ 'http://10.0.0.1',
                    { 'Address': 'http://10.0.0.2', 'Weight': 2000 } ],
                  'SlowStart': 'x',
                  'Paths': { '/api': {
                    'RequestsPerSecond': 0 } } } } }
            """);

        Assert.Equal(
            [(5, 51), (6, 20), (8, 30)],
            result.Errors.Select(error => (error.Position.Line, error.Position.Column)).Order());
    }

    [Fact]
    public async Task Check_reads_the_authorities_of_upstreams_at_the_key_of_the_site()
    {
        var result = await ConfigText.ParseAsync(
            $"{{ {ConfigText.Node}, 'Listen': {{ 'Https': '*:443' }}, 'Sites': {{ 'a.example.com': {{ 'To': 'https://10.0.0.1', "
            + "'UpstreamCa': '/no/ca.pem' } } }",
            ConfigText.Request with { TryAuthority = file => $"{file} is not there" });

        Assert.Equal(
            "Sites:a.example.com:UpstreamCa: \"/no/ca.pem\" cannot be used: /no/ca.pem is not there; it must be a PEM file with the "
            + "certificates of authorities.",
            ConfigText.OnlyError(result));
    }

    [Theory]
    [InlineData("'To': [ 'http://10.0.0.1', { 'Address': 'http://10.0.0.2', 'Weight': 2 } ]")]
    [InlineData("'To': [ 'http://10.0.0.1', { 'Address': 'http://10.0.0.2', 'Backup': true } ]")]
    [InlineData("'To': [ 'http://10.0.0.1', 'http://10.0.0.2' ], 'Balance': 'Random'")]
    [InlineData("'To': [ 'http://10.0.0.1', 'http://10.0.0.2' ], 'SlowStart': '1s'")]
    [InlineData("'To': [ 'http://10.0.0.1', 'http://10.0.0.2' ], 'UpstreamHttp': 'h2c'")]
    [InlineData("'To': [ 'http://10.0.0.1', 'http://10.0.0.2' ], 'RequestsPerSecond': 5")]
    public async Task A_reload_sees_the_change(string site)
    {
        var before = await SiteAsync("'To': [ 'http://10.0.0.1', 'http://10.0.0.2' ]");

        Assert.True(ConfigurationChanges.Between(before, await SiteAsync(site)).AreRoutesChanged);
    }

    private static Task<GatewayConfig> SiteAsync(string site) =>
        ConfigText.ValidAsync($"'Listen': {{ 'Https': '*:443' }}, 'Sites': {{ 'a.example.com': {{ {site} }} }}");

    // The cluster of the site and that of YARP's section, with the name and the probes of the latter.
    private static async Task<(ClusterConfig Made, ClusterConfig Written)> BuildAsync(string site, string cluster)
    {
        var config = await ConfigText.ValidAsync(
            $"'Listen': {{ 'Https': '*:443' }}, 'Sites': {{ 'a.example.com': {{ {site}, 'Health': 'off' }} }}, 'ReverseProxy': {{ "
            + "'Routes': { 'b': { 'ClusterId': 'b', 'Match': { 'Hosts': [ 'b.example.com' ] } } }, "
            + $"'Clusters': {{ 'b': {{ {cluster} }} }} }}");
        var made = config.Clusters.Single(made => SiteIds.NameOf(made.ClusterId) is not null);
        return (made with { ClusterId = "b" }, config.Clusters.Single(written => written.ClusterId == "b"));
    }
}
