using Gateway.Configuration.ReverseProxy;
using Gateway.Vrrp.Core;

namespace Gateway.Tests.Configuration;

/// <summary>The keys of trackers, of checks and of destinations' health.</summary>
public sealed class HealthKeyTests
{
    private const string Lan = "'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 1, "
        + "'Addresses': '192.168.10.10/24', 'Track': { ";

    private const string Up = "'HealthChecks': { 'up': { 'Plugin': 'Script' } }";

    public static TheoryData<string, string> Mistakes => new()
    {
        { Track("cluster:wbe") + Web(""),
            "Vrrp:Instances:lan4:Track:cluster:wbe: there is no cluster \"wbe\"; did you mean \"web\"?" },
        { Track("cluster:web") + Web(""),
            "Vrrp:Instances:lan4:Track:cluster:web: never fails, for nothing asks the destinations of web how they are; "
            + "set ReverseProxy:Clusters:web:HealthCheck:Active:Enabled to true." },
        { Track("file:run/maintenance") + Web(""),
            "Vrrp:Instances:lan4:Track:file:run/maintenance: \"run/maintenance\" is not the absolute path of a file; "
            + "write for example \"file:/run/gateway/maintenance\"." },
        { Web("'Metadata': { 'Active.Status': '20x' }, "),
            "ReverseProxy:Clusters:web:Metadata:Active.Status: \"20x\" is not a list of status codes such as \"200\", "
            + "\"200-399\" or \"200, 204, 401\"." },
        { Web("'Metadata': { 'Active.Bdoy': 'ok' }, "),
            "ReverseProxy:Clusters:web:Metadata:Active.Bdoy: unknown key; did you mean \"Active.Body\"?" },
        { Web("'Metadata': { 'MinimumHealthy': '2' }, "),
            "ReverseProxy:Clusters:web:Metadata:MinimumHealthy: 2 can never be healthy, for the cluster has only 1; use that or less." },
        { Web("'Metadata': { 'Passive.Errors': '0' }, "),
            "ReverseProxy:Clusters:web:Metadata:Passive.Errors: \"0\" is out of range; use 1 to 1000." },
        { Web("'Metadata': { 'Passive.Status': '5xx' }, "),
            "ReverseProxy:Clusters:web:Metadata:Passive.Status: \"5xx\" is not a list of status codes such as \"200\", "
            + "\"200-399\" or \"200, 204, 401\"." },
        { Web("'Metadata': { 'Retries': '6' }, "),
            "ReverseProxy:Clusters:web:Metadata:Retries: \"6\" is out of range; use 0 to 5." },
        { Up + ", " + Web("'Metadata': { 'Active.Check': 'ub' }, "),
            "ReverseProxy:Clusters:web:Metadata:Active.Check: there is no health check \"ub\"; did you mean \"up\"?" },
        { Web("'HealthCheck': { 'Active': { 'Enabled': true, 'Policy': 'Check' } }, "),
            "ReverseProxy:Clusters:web:Destinations:a: the policy Check needs to know which: add Metadata "
            + "{ \"Active.Check\": \"a name from HealthChecks\" }." },
        { "'HealthChecks': { 'up': { 'Plugin': 'Script', 'Initial': 'good' } }",
            "HealthChecks:up:Initial: \"good\" is not a state; use \"down\" or \"up\"." },
        { "'Plugins': { 'Folder': 'plugins', 'MaxRunningChecks': 0 }",
            "Plugins:MaxRunningChecks: 0 is out of range; use 1 to 10000." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_named(string rest, string error) =>
        Assert.Equal(error, ConfigText.OnlyError(await ConfigText.WithNodesAsync(rest)));

    [Fact]
    public async Task Clusters_sites_and_files_can_be_tracked()
    {
        var config = await ConfigText.ValidAsync(
            Lan + "'cluster:web': -60, 'cluster:site:a.example.com': -60, 'file:/run/gateway/off': 0 } } } }, "
            + "'Listen': { 'Http': '*:80' }, 'Sites': { 'a.example.com': 'http://10.0.0.9' }, "
            + Web("'Metadata': { 'Active.Status': '200-399', 'Active.Body': 'ok', 'owner': 'ops' }, "
                + "'HealthCheck': { 'Active': { 'Enabled': true, 'Policy': 'Tcp' }, "
                + "'Passive': { 'Enabled': true, 'Policy': 'ConsecutiveErrors' } }, "));

        Assert.Equal(
            ["cluster:web", "cluster:site:a.example.com", "file:/run/gateway/off"], config.Vrrp.Trackers.AsEnumerable());
    }

    [Fact]
    public async Task A_site_is_watched_but_always_asked()
    {
        var config = await ConfigText.ValidAsync(
            "'Listen': { 'Http': '*:80' }, 'Sites': { 'a.example.com': 'http://10.0.0.9' }");

        var health = Assert.Single(config.Clusters).HealthCheck!;

        Assert.Equal((true, HealthPolicy.Tcp), (health.Active!.Enabled, health.Active.Policy));
        Assert.Equal((true, HealthPolicy.ConsecutiveErrors), (health.Passive!.Enabled, health.Passive.Policy));
        Assert.Equal("HealthyOrPanic", health.AvailableDestinationsPolicy);
    }

    [Fact]
    public async Task A_check_counts_as_failed_at_first_unless_it_says_otherwise()
    {
        var config = await ConfigText.ValidAsync("'Plugins': { 'Folder': '/opt/gateway/plugins', 'MaxRunningChecks': 9 }, "
            + "'HealthChecks': { 'a': { 'Plugin': 'Script' }, 'b': { 'Plugin': 'Script', 'Initial': 'up' } }");

        Assert.Equal([Demotion.Full, Demotion.None], config.HealthChecks.Select(check => check.Initial));
        Assert.Equal(9, config.MaxRunningChecks);
    }

    private static string Track(string tracker) => $"{Lan}'{tracker}': -60 }} }} }} }}, ";

    private static string Web(string more) =>
        $"'ReverseProxy': {{ 'Clusters': {{ 'web': {{ {more}'Destinations': {{ 'a': {{ 'Address': 'http://10.0.0.1' }} }} }} }} }}";
}
