using Gateway.Configuration.ReverseProxy;

namespace Gateway.Tests.Configuration;

/// <summary>The keys about upstreams and limits.</summary>
public sealed class UpstreamKeyTests
{
    public static TheoryData<string, string> Mistakes => new()
    {
        { "'Limits': { 'MaxConnections': 0 }", "Limits:MaxConnections: 0 is out of range; use 1 to 1000000." },
        { "'Limits': { 'MaxConnectionsPerClient': -1 }",
            "Limits:MaxConnectionsPerClient: -1 is out of range; use 1 to 1000000." },
        { "'Limits': { 'RequestsPerSecond': 0 }", "Limits:RequestsPerSecond: 0 is out of range; use 1 to 100000." },
        { "'Limits': { 'RequestsPerSecond': 5, 'RequestBurst': 0 }",
            "Limits:RequestBurst: 0 is out of range; use 1 to 1000000." },
        { "'Limits': { 'RequestBurst': 5 }",
            "Limits:RequestBurst: does nothing without RequestsPerSecond; add that, or remove it." },
        { "'Limits': { 'HeaderTimeout': '30' }",
            "Limits:HeaderTimeout: \"30\" is not a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\"." },
        { "'Limits': { 'HeaderTimeout': '11m' }", "Limits:HeaderTimeout: \"11m\" is out of range; use 1s to 10m." },
        { "'Limits': { 'KeepAliveTimeout': '0s' }",
            "Limits:KeepAliveTimeout: \"0s\" is out of range; use 1s to 1h." },
        { "'Limits': { 'MaxHeaderBytes': 100 }", "Limits:MaxHeaderBytes: 100 is out of range; use 4096 to 1048576." },
        { "'Limits': { 'MaxHeaders': 5 }", "Limits:MaxHeaders: 5 is out of range; use 10 to 1000." },
        { "'Limits': { 'MinDataRate': 1000001 }", "Limits:MinDataRate: 1000001 is out of range; use 0 to 1000000." },
        { "'Limits': { 'MaxConections': 5 }", "Limits:MaxConections: unknown key; did you mean \"MaxConnections\"?" },
        { Web("'Metadata': { 'SlowStart': '2h' }", ""),
            "ReverseProxy:Clusters:web:Metadata:SlowStart: \"2h\" is out of range; use 0s to 1h." },
        { Web("'Metadata': { 'ConnectTimeout': 'soon' }", ""),
            "ReverseProxy:Clusters:web:Metadata:ConnectTimeout: \"soon\" is not a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\"." },
        { Web("'Metadata': { 'IdleTimeout': '2h' }", ""),
            "ReverseProxy:Clusters:web:Metadata:IdleTimeout: \"2h\" is out of range; use 0s to 1h." },
        { Web("'Metadata': { 'Tls.Pin': 'sha256//abc' }", ""),
            "ReverseProxy:Clusters:web:Metadata:Tls.Pin: \"sha256//abc\" is not a pinned key; write \"sha256//\" and the "
            + "SHA-256 of the public key in Base64, as curl's --pinnedpubkey." },
        { Web("'Metadata': { 'Tls.Pin': ' ; ' }", ""),
            "ReverseProxy:Clusters:web:Metadata:Tls.Pin: is empty; write a pinned key, or leave the key out." },
        { Web("'Metadata': { 'Tls.Ca': '' }", ""),
            "ReverseProxy:Clusters:web:Metadata:Tls.Ca: \"\" cannot be a file; write for example "
            + "\"/etc/gateway/upstream-ca.pem\"." },
        { Web("'Metadata': { 'Tls.Ca': 'ca.pem' }, 'HttpClient': { 'DangerousAcceptAnyServerCertificate': true }", ""),
            "ReverseProxy:Clusters:web:Metadata:Tls.Ca: contradicts HttpClient:DangerousAcceptAnyServerCertificate; "
            + "remove one of them." },
        { Web("'Metadata': { 'Tls.Authority': 'x' }", ""),
            "ReverseProxy:Clusters:web:Metadata:Tls.Authority: unknown key; known: Active.Status, Active.Body, Active.Rise, "
            + "Active.Fall, Active.Check, Passive.Errors, Passive.Status, MinimumHealthy, Retries, SlowStart, "
            + "ConnectTimeout, IdleTimeout, Tls.Ca, Tls.Pin." },
        { Web("'Metadata': { 'Weight': '2' }", ""),
            "ReverseProxy:Clusters:web:Metadata:Weight: does nothing here; it belongs to the Metadata of a destination." },
        { Web("", "'Retries': '2'"),
            "ReverseProxy:Clusters:web:Destinations:a:Metadata:Retries: does nothing here; it belongs to the Metadata of "
            + "the cluster." },
        { Web("", "'Backup': 'yes'"),
            "ReverseProxy:Clusters:web:Destinations:a:Metadata:Backup: \"yes\" is neither \"true\" nor \"false\"." },
        { Web("'LoadBalancingPolicy': 'AddressHash'", "'Weight': '0'"),
            "ReverseProxy:Clusters:web:Destinations:a:Metadata:Weight: \"0\" is out of range; use 1 to 1000." },
        { Web("", "'Weight': '2'"),
            "ReverseProxy:Clusters:web:Destinations:a:Metadata:Weight: does nothing with the policy PowerOfTwoChoices; set the "
            + "LoadBalancingPolicy of the cluster to WeightedRoundRobin, WeightedLeastRequests, AddressHash, or remove it." },
        { Web("'LoadBalancingPolicy': 'Weighted'", ""),
            "ReverseProxy:Clusters:web:LoadBalancingPolicy: No matching ILoadBalancingPolicy found for the load balancing "
            + "policy 'Weighted' set on the cluster 'web'. Known: FirstAlphabetical, Random, PowerOfTwoChoices, RoundRobin, "
            + "LeastRequests, WeightedRoundRobin, WeightedLeastRequests, AddressHash." },
        { Route("'RequestsPerSecond': '0'"),
            "ReverseProxy:Routes:r:Metadata:RequestsPerSecond: \"0\" is out of range; use 1 to 100000." },
        { Route("'RequestBurst': '5'"),
            "ReverseProxy:Routes:r:Metadata:RequestBurst: does nothing without RequestsPerSecond; add that, or remove it." },
        { Route("'RequestPerSecond': '5'"),
            "ReverseProxy:Routes:r:Metadata:RequestPerSecond: unknown key; did you mean \"RequestsPerSecond\"?" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_named(string rest, string error) =>
        Assert.Equal(error, ConfigText.OnlyError(await ConfigText.WithNodesAsync(rest)));

    [Fact]
    public async Task Limits_are_taken_up()
    {
        var config = await ConfigText.ValidAsync(
            "'Limits': { 'MaxConnections': 100, 'MaxConnectionsPerClient': 10, 'RequestsPerSecond': 5, 'HeaderTimeout': '5s', "
            + "'KeepAliveTimeout': '1m', 'MaxHeaderBytes': 8192, 'MaxHeaders': 50, 'MinDataRate': 0 }");

        Assert.Equal(
            new()
            {
                MaxConnections = 100, MaxConnectionsPerClient = 10, Requests = new(5, 10),
                HeaderTimeout = TimeSpan.FromSeconds(5), KeepAliveTimeout = TimeSpan.FromMinutes(1),
                MaxHeaderBytes = 8192, MaxHeaders = 50, MinDataRate = 0,
            },
            config.Limits);
    }

    [Fact]
    public async Task A_relative_file_of_authorities_starts_at_the_folder_of_the_configuration()
    {
        var config = await ConfigText.ValidAsync(Web("'Metadata': { 'Tls.Ca': 'ca.pem' }", ""));

        Assert.Equal(
            Path.GetFullPath("ca.pem"), config.Clusters[0].Metadata![UpstreamConnections.AuthorityKey]);
    }

    [Fact]
    public async Task A_file_of_authorities_that_cannot_be_used_is_an_error_of_the_check()
    {
        var request = ConfigText.Request with { TryAuthority = _ => "it has no certificate in it" };
        var result = await ConfigText.ParseAsync(
            $"{{ {ConfigText.Node}, {Web("'Metadata': { 'Tls.Ca': 'ca.pem' }", "")} }}", request);

        Assert.Equal(
            "ReverseProxy:Clusters:web:Metadata:Tls.Ca: \"ca.pem\" cannot be used: it has no certificate in it; it must be a PEM "
            + "file with the certificates of authorities.",
            ConfigText.OnlyError(result));
    }

    private static string Web(string more, string metadata) =>
        $"'ReverseProxy': {{ 'Clusters': {{ 'web': {{ {(more.Length > 0 ? more + ", " : "")}'Destinations': {{ 'a': {{ "
        + $"'Address': 'http://10.0.0.1'{(metadata.Length > 0 ? $", 'Metadata': {{ {metadata} }}" : "")} }} }} }} }} }}";

    private static string Route(string metadata) =>
        "'Listen': { 'Http': '*:80' }, 'ReverseProxy': { 'Routes': { 'r': { 'ClusterId': 'web', 'Match': { 'Path': '/a' }, "
        + $"'Metadata': {{ {metadata} }} }} }}, 'Clusters': {{ 'web': {{ 'Destinations': {{ 'a': {{ 'Address': 'http://10.0.0.1' }} }} }} }} }}";
}
