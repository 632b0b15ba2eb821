namespace Gateway.Tests.Configuration;

public sealed class ProxyErrorTests
{
    private const string Web = "'web': { 'Destinations': { 'a': { 'Address': 'http://10.0.0.1' } } }";
    private const string Empty = "";

    public static TheoryData<string, string, string> Mistakes => new()
    {
        // The shape of YARP's types.
        { "'r': { 'ClusterId': 'web', 'Match': { 'Host': [ 'a' ] } }", Web,
            "ReverseProxy:Routes:r:Match:Host: unknown key; did you mean \"Hosts\"?" },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Hosts': 'a' } }", Web,
            "ReverseProxy:Routes:r:Match:Hosts: expected a list, found the string \"a\"." },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Hosts': [ null ] } }", Web,
            "ReverseProxy:Routes:r:Match:Hosts:0: null cannot be an item of a list; remove it." },
        { "'r': { 'ClusterId': 'web', 'Order': 'first', 'Match': { 'Path': '/' } }", Web,
            "ReverseProxy:Routes:r:Order: expected a whole number, found the string \"first\"." },
        { "'r': { 'ClusterId': 'web', 'Timeout': '30s', 'Match': { 'Path': '/' } }", Web,
            "ReverseProxy:Routes:r:Timeout: expected a duration such as \"00:01:40\" (YARP's section knows no \"100s\"), found the string \"30s\"." },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Path': '/', 'path': '/x' } }", Web,
            "ReverseProxy:Routes:r:Match:path: is here twice; in YARP's section case does not count: \"Path\" stands in line 1." },
        { "'r:1': { 'ClusterId': 'web', 'Match': { 'Path': '/' } }", Web,
            "ReverseProxy:Routes:r:1: \"r:1\" cannot be a name; it must not be empty or have a ':' in it." },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Path': '/', 'Headers': [ { 'Name': 'h', 'Mode': 'ExactHeadr', 'Values': [ 'v' ] } ] } }",
            Web,
            "ReverseProxy:Routes:r:Match:Headers:0:Mode: expected one of ExactHeader, HeaderPrefix, Contains, NotContains, Exists, NotExists, found the string \"ExactHeadr\"." },
        { "'r': 5", Web, "ReverseProxy:Routes:r: expected an object, found the number 5." },
        { Empty,
            "'web': { 'HttpClient': { 'SslProtocols': [ 'Tls14' ] }, 'Destinations': { 'a': { 'Address': 'http://10.0.0.1' } } }",
            "ReverseProxy:Clusters:web:HttpClient:SslProtocols:0: expected one of Tls, Tls11, Tls12, Tls13, found the string \"Tls14\"." },
        { Empty,
            "'web': { 'HttpRequest': { 'Version': 'x' }, 'Destinations': { 'a': { 'Address': 'http://10.0.0.1' } } }",
            "ReverseProxy:Clusters:web:HttpRequest:Version: expected an HTTP version: \"1.0\", \"1.1\", \"2\" or \"3\", found the string \"x\"." },
        { Empty,
            "'web': { 'HealthCheck': { 'Active': { 'Enabled': 'yes' } }, 'Destinations': { 'a': { 'Address': 'http://10.0.0.1' } } }",
            "ReverseProxy:Clusters:web:HealthCheck:Active:Enabled: expected true or false, found the string \"yes\"." },

        // YARP's own rules.
        { "'r': { 'ClusterId': 'web', 'Match': {} }", Web,
            "ReverseProxy:Routes:r:Match: Route 'r' requires Hosts or Path specified. Set the Path to '/{**catchall}' to match all requests." },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Path': '/', 'Methods': [ 'GTE' ] } }", Web,
            "ReverseProxy:Routes:r:Match:Methods: Unsupported HTTP method 'GTE' has been set for route 'r'. Known: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, CONNECT, TRACE." },
        { "'r': { 'ClusterId': 'web', 'CorsPolicy': 'mine', 'Match': { 'Path': '/' } }", Web,
            "ReverseProxy:Routes:r:CorsPolicy: CORS policy 'mine' not found for route 'r'. \"Disable\" is the only one here; Metadata has Headers.Response.Set.Access-Control-Allow-Origin." },
        { "'r': { 'ClusterId': 'web', 'RateLimiterPolicy': 'mine', 'Match': { 'Path': '/' } }", Web,
            "ReverseProxy:Routes:r:RateLimiterPolicy: RateLimiter policy 'mine' not found for route 'r'. \"Disable\" is the only one here; Metadata has RequestsPerSecond." },
        { "'r': { 'ClusterId': 'web', 'TimeoutPolicy': 'mine', 'Match': { 'Path': '/' } }", Web,
            "ReverseProxy:Routes:r:TimeoutPolicy: Timeout policy 'mine' not found for route 'r'. \"Disable\" is the only one here; write \"Timeout\": \"00:01:40\" for a time of its own." },
        { "'r': { 'ClusterId': 'web', 'AuthorizationPolicy': 'mine', 'Match': { 'Path': '/' } }", Web,
            "ReverseProxy:Routes:r:AuthorizationPolicy: Authorization policy 'mine' not found for route 'r'. \"Anonymous\" is the only one here; Metadata has Auth.Basic.UsersFile and Auth.Forward.Url." },
        { "'r': { 'ClusterId': 'web', 'CorsPolicy': 'default', 'Match': { 'Path': '/' } }", Web,
            "ReverseProxy:Routes:r:CorsPolicy: there is no default policy; \"Disable\" is the only one here; the upstream says who may ask, or Metadata has Headers.Response.Set.Access-Control-Allow-Origin." },
        { "'r': { 'ClusterId': 'web', 'AuthorizationPolicy': 'Default', 'Match': { 'Path': '/' } }", Web,
            "ReverseProxy:Routes:r:AuthorizationPolicy: there is no default policy; \"Anonymous\" is the only one here; Metadata has Auth.Basic.UsersFile and Auth.Forward.Url." },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Hosts': [ 'a.example.com', 'https://b.example.com' ] } }", Web,
            "ReverseProxy:Routes:r:Match:Hosts:1: \"https://b.example.com\" is not a host; write for example \"app.example.com\", \"*.example.com\" or \"app.example.com:8443\"." },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Hosts': [ 'a.example.com.:443' ] } }", Web,
            "ReverseProxy:Routes:r:Match:Hosts:0: \"a.example.com.:443\" would match nothing: hosts are compared without their last dot; leave the last dot away." },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Path': '/a;b/{**rest}' } }", Web,
            "ReverseProxy:Routes:r:Match:Path: \"/a;b/{**rest}\" would match no request: what stands behind a \";\" does not count there; leave it out." },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Path': '/a\\\\b' } }", Web,
            "ReverseProxy:Routes:r:Match:Path: \"/a\\b\" would match no request: a \"\\\" is a slash there; write \"/\"." },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Path': '/{id:itn}' } }", Web,
            "ReverseProxy:Routes:r:Match:Path: there is no constraint \"itn\"; did you mean \"int\"?" },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Path': '/{id:length(a)}' } }", Web,
            "ReverseProxy:Routes:r:Match:Path: \"length(a)\" is not how the constraint length is written; compare with \"int\", \"length(5)\", \"range(1,9)\" and \"regex(^a+$)\"." },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Path': '/{id:regex(^[)}' } }", Web,
            "ReverseProxy:Routes:r:Match:Path: \"regex(^[)\" is not how the constraint regex is written (Invalid pattern '^[' at offset 2. Unterminated [] set); compare with \"int\", \"length(5)\", \"range(1,9)\" and \"regex(^a+$)\"." },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Path': '/' }, 'Transforms': [ { 'PathSet': '/a' }, { 'PathPrfix': '/x' } ] }",
            Web,
            "ReverseProxy:Routes:r:Transforms:1:PathPrfix: unknown transform; did you mean \"PathPrefix\"?" },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Path': '/' }, 'Transforms': [ { 'RequestHeader': 'A', 'Sett': 'b' } ] }",
            Web,
            "ReverseProxy:Routes:r:Transforms: Unexpected parameters for RequestHeader: RequestHeader;Sett. Expected 'Set' or 'Append'." },
        { Empty, "'web': { 'Destinations': { 'a': { 'Address': 'http://10.0.0.1', 'Host': 'a b' } } }",
            "ReverseProxy:Clusters:web:Destinations:a:Host: \"a b\" is not a host; write for example \"app.internal\" or \"app.internal:8443\"." },
        { Empty, "'web': { 'SessionAffinity': { 'Enabled': true, 'Policy': 'Cookies', 'AffinityKeyName': 'k' }, 'Destinations': { 'a': { 'Address': 'http://10.0.0.1' } } }",
            "ReverseProxy:Clusters:web:SessionAffinity:Policy: No matching ISessionAffinityPolicy found for the session affinity policy 'Cookies' set on the cluster 'web'. Known: ArrCookie, Cookie, CustomHeader." },
        { Empty, "'web': { 'LoadBalancingPolicy': 'Best', 'Destinations': { 'a': { 'Address': 'http://10.0.0.1' } } }",
            "ReverseProxy:Clusters:web:LoadBalancingPolicy: No matching ILoadBalancingPolicy found for the load balancing policy 'Best' set on the cluster 'web'. Known: FirstAlphabetical, Random, PowerOfTwoChoices, RoundRobin, LeastRequests, WeightedRoundRobin, WeightedLeastRequests, AddressHash." },

        // Ours on top.
        { "'r': { 'ClusterId': 'web', 'MaxRequestBodySize': -5, 'Match': { 'Path': '/' } }", Web,
            "ReverseProxy:Routes:r:MaxRequestBodySize: -5 is out of range; use 0 or more bytes, or -1 for no limit." },
        { Empty,
            "'web': { 'HttpRequest': { 'ActivityTimeout': '00:00:00' }, 'Destinations': { 'a': { 'Address': 'http://10.0.0.1' } } }",
            "ReverseProxy:Clusters:web:HttpRequest:ActivityTimeout: 00:00:00 is out of range: every request would end at once; use for example \"00:01:40\", or leave it out for 5 minutes." },
        { Empty, Probing("/health z"), NoProbe("/health z") },
        { Empty, Probing("healthz"), NoProbe("healthz") },
        { Empty, Probing("/healthz?deep=1"), NoProbe("/healthz?deep=1") },
        { "'r': { 'ClusterId': 'web', 'RateLimiterPolicy': 'disable', 'Metadata': { 'RequestsPerSecond': '5' }, 'Match': { 'Path': '/' } }",
            Web,
            "ReverseProxy:Routes:r:RateLimiterPolicy: \"Disable\" is no limit, and Metadata:RequestsPerSecond is one; remove one of them." },
        { "'r': { 'ClusterId': 'wbe', 'Match': { 'Path': '/' } }", Web,
            "ReverseProxy:Routes:r:ClusterId: there is no cluster \"wbe\"; did you mean \"web\"?" },
        { "'r': { 'Match': { 'Path': '/' } }", Web,
            "ReverseProxy:Routes:r:ClusterId: required: a route without cluster answers every request with 503." },
        { Empty, "'web': {}",
            "ReverseProxy:Clusters:web:Destinations: required: a cluster without destinations answers every request with 503." },
        { Empty,
            "'web': { 'SessionAffinity': { 'Enabled': true, 'Policy': 'HashCookie', 'AffinityKeyName': 'k' }, 'Destinations': { 'a': { 'Address': 'http://10.0.0.1' } } }",
            "ReverseProxy:Clusters:web:SessionAffinity:Policy: HashCookie is not supported here; use \"ArrCookie\", which also keeps its value when the other node answers." },
        { Empty,
            "'web': { 'SessionAffinity': { 'Enabled': true, 'AffinityKeyName': 'k' }, 'Destinations': { 'a': { 'Address': 'http://10.0.0.1' } } }",
            "ReverseProxy:Clusters:web:SessionAffinity:Policy: required: \"ArrCookie\" or another; YARP's default, HashCookie, is not supported here." },
        { Empty, "'web': { 'Destinations': { 'a': { 'Address': 'ftp://10.0.0.1' } } }",
            "ReverseProxy:Clusters:web:Destinations:a:Address: \"ftp://10.0.0.1\" is not an upstream; write a whole URI such as \"http://10.0.0.21:8080\"." },
        { Empty, "'web': { 'Destinations': { 'a': { 'Address': 'https://10.0.0.9/app' } } }",
            "ReverseProxy:Clusters:web:Destinations:a:Address: \"https://10.0.0.9/app\" is a virtual address (\"lan4\"), where the proxy itself listens ([::]:443): requests would go round in a loop; name the server that is to answer." },
        { Empty, "'web': { 'Destinations': { 'a': { 'Address': 'http://10.0.0.1', 'Health': 'https://localhost' } } }",
            "ReverseProxy:Clusters:web:Destinations:a:Health: \"https://localhost\" is this machine, where the proxy itself listens ([::]:443): requests would go round in a loop; name the server that is to answer." },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Hosts': [ 'a', 'b' ], 'Path': '/{id}' } }, 's': { 'ClusterId': 'web', 'Order': 0, 'Match': { 'Hosts': [ 'B' ], 'Path': '/{name}' } }",
            Web,
            Same("ReverseProxy:Routes:s", "ReverseProxy:Routes:r") },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Path': '/x' } }, 's': { 'ClusterId': 'web', 'Match': { 'Path': '/X' } }",
            Web,
            Same("ReverseProxy:Routes:s", "ReverseProxy:Routes:r") },
        { "'r': { 'ClusterId': 'web', 'Match': { 'Hosts': [ 'site.example.com' ] } }", Web,
            SameOfSite("ReverseProxy:Routes:r") },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_one_error_at_its_path(string routes, string clusters, string expected) =>
        Assert.Equal(expected, ConfigText.OnlyError(await ConfigText.WithNodesAsync(Rest(routes, clusters))));

    [Theory]
    [InlineData("'r': { 'ClusterId': 'web', 'MaxRequestBodySize': -1, 'Match': { 'Path': '/x' } }")]
    [InlineData("'r': { 'ClusterId': 'web', 'MaxRequestBodySize': 0, 'Match': { 'Path': '/x' } }")]
    [InlineData("'r': { 'ClusterId': 'WEB', 'Match': { 'Path': '/x' } }, 's': { 'ClusterId': 'web', 'Order': 1, 'Match': { 'Path': '/x' } }")]
    [InlineData("'r': { 'ClusterId': 'web', 'Match': { 'Path': '/x', 'Methods': [ 'GET' ] } }, 's': { 'ClusterId': 'web', 'Match': { 'Path': '/x', 'Methods': [ 'PUT' ] } }")]
    [InlineData("'r': { 'ClusterId': 'web', 'Match': { 'Path': '/{a:int}' } }, 's': { 'ClusterId': 'web', 'Match': { 'Path': '/{a}' } }")]
    [InlineData("'r': { 'clusterid': 'web', 'match': { 'PATH': '/x' }, 'Metadata': { 'a': 5 }, 'Order': '7', 'CorsPolicy': null }")]
    public async Task What_YARP_takes_is_taken(string routes) => _ = await ConfigText.ValidAsync(Rest(routes, Web));

    [Fact]
    public async Task A_bad_path_is_explained()
    {
        var error = ConfigText.OnlyError(await ConfigText.WithNodesAsync(
            Rest("'r': { 'ClusterId': 'web', 'Match': { 'Path': '/{a' } }", Web)));

        Assert.StartsWith(
            "ReverseProxy:Routes:r:Match:Path: Invalid path '/{a' for route 'r'. ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_transform_is_refused_as_YARP_does() => Assert.Equal(
        "ReverseProxy:Routes:r:Transforms:0: is empty; name a transform, for example { \"PathRemovePrefix\": \"/api\" }.",
        ConfigText.OnlyError(await ConfigText.WithNodesAsync(
            Rest("'r': { 'ClusterId': 'web', 'Match': { 'Path': '/' }, 'Transforms': [ {} ] }", Web))));

    [Fact]
    public async Task An_unknown_key_of_the_section_is_refused() => Assert.Equal(
        "ReverseProxy:Route: unknown key; did you mean \"Routes\"?",
        ConfigText.OnlyError(await ConfigText.WithNodesAsync("'ReverseProxy': { 'Route': {} }")));

    [Fact]
    public async Task A_route_to_a_cluster_with_mistakes_is_no_second_mistake() => Assert.Equal(
        "ReverseProxy:Clusters:web:Destination: unknown key; did you mean \"Destinations\"?",
        ConfigText.OnlyError(await ConfigText.WithNodesAsync(Rest(
            "'r': { 'ClusterId': 'web', 'Match': { 'Path': '/' } }", "'web': { 'Destination': {} }"))));

    [Fact]
    public async Task What_is_wrong_beside_a_key_that_is_wrong_is_told_at_once()
    {
        var result = await ConfigText.WithNodesAsync(Rest(
            "'r': { 'ClusterId': 'wbe', 'Oder': 1, 'Match': { 'Pth': '/', 'Methods': [ 'GTE' ] } }",
            "'web': { 'LoadBalancingPolicy': 'Best', 'Destinations': { 'a': { 'Address': '10.0.0.1', 'Helth': 'b' } } }"));

        Assert.Equal(
            [
                "Routes:r:ClusterId", "Routes:r:Oder", "Routes:r:Match:Pth", "Routes:r:Match:Methods",
                "Clusters:web:LoadBalancingPolicy", "Clusters:web:Destinations:a:Address",
                "Clusters:web:Destinations:a:Helth",
            ],
            result.Errors.Select(error => error.Path["ReverseProxy:".Length..]));
    }

    [Theory]
    [InlineData("'r': { 'ClusterId': 'web', 'Match': { 'Hosts': [ 'a' ], 'Pth': '/x' } }, 's': { 'ClusterId': 'web', 'Match': { 'Hosts': [ 'a' ] } }",
        "ReverseProxy:Routes:r:Match:Pth: unknown key; did you mean \"Path\"?")]
    [InlineData("'r': { 'ClusterId': 'web', 'Match': { 'Hosts': [ 'site.example.com' ], 'Pth': '/x' } }",
        "ReverseProxy:Routes:r:Match:Pth: unknown key; did you mean \"Path\"?")]
    [InlineData("'r': { 'ClustrId': 'web', 'Match': { 'Path': '/' } }",
        "ReverseProxy:Routes:r:ClustrId: unknown key; did you mean \"ClusterId\"?")]
    public async Task What_follows_from_a_mistake_is_no_second_one(string routes, string expected) =>
        Assert.Equal(expected, ConfigText.OnlyError(await ConfigText.WithNodesAsync(Rest(routes, Web))));

    private static string Rest(string routes, string clusters) => $$"""
        'Listen': { 'Https': '*:443' },
        'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 1, 'Addresses': '10.0.0.9/24' } } },
        'Sites': { 'site.example.com': 'http://10.0.0.2' },
        'ReverseProxy': { 'Routes': { {{routes}} }, 'Clusters': { {{clusters}} } }
        """.ReplaceLineEndings(" ");

    private static string Probing(string path) =>
        $"'web': {{ 'HealthCheck': {{ 'Active': {{ 'Enabled': true, 'Path': '{path}' }} }}, "
        + "'Destinations': { 'a': { 'Address': 'http://10.0.0.1' } } }";

    private static string NoProbe(string path) =>
        $"ReverseProxy:Clusters:web:HealthCheck:Active:Path: \"{path}\" is no path; write for example \"/healthz\", with "
        + "/ first and without blanks, ? and #.";

    private static string SameOfSite(string route) =>
        $"Sites:site.example.com: takes the same requests as {route}; clients would get 500. Remove one, or give that "
        + "route an Order (below 0 it comes before the site, above 0 behind it).";

    private static string Same(string path, string other) =>
        $"{path}: matches the same requests as {other} with the same Order; clients would get 500. "
        + "Change Match, or give one an Order (the lowest is asked first).";
}
