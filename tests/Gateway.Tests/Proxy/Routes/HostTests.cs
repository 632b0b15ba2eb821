using Gateway.Tests.Configuration;
using Gateway.Proxy;

namespace Gateway.Tests.Proxy.Routes;

public sealed class HostTests
{
    private const string Sites = """
        '*': { 'Answer': { 'Text': 'default' }, 'Paths': { '/api': { 'Answer': { 'Text': 'default api' } } } },
        '*.example.com': { 'Answer': { 'Text': 'wildcard' }, 'Paths': { '/api/v1': { 'Answer': { 'Text': 'wildcard v1' } } } },
        '*.lab.example.com': { 'Answer': { 'Text': 'lab' } },
        'bücher.example': { 'Answer': { 'Text': 'books' } },
        'many.example': { 'Answer': { 'Text': 'many' }, 'Aliases': [ 'www.many.example', '*.much.example', '[fd77::200]' ],
          'Paths': { '/api': { 'Answer': { 'Text': 'many api' } } } },
        '[FD77:0::100]': { 'Answer': { 'Text': 'address' } },
        '[::ffff:192.0.2.9]': { 'Answer': { 'Text': 'mapped' } },
        'xn--grn-ioa.example': { 'Answer': { 'Text': 'green' } },
        'app.example.com': {
          'Answer': { 'Text': 'app' },
          'Paths': { '/api': { 'Answer': { 'Text': 'api' } }, '/api/v2': { 'Answer': { 'Text': 'v2' } } } }
        """;

    public static TheoryData<string, string, string> Requests => new()
    {
        { "app.example.com", "/", "app" },
        { "APP.example.com", "/x", "app" },
        { "app.example.com", "/api", "api" },
        { "app.example.com", "/api/", "api" },
        { "app.example.com", "/API/v1", "api" },
        { "app.example.com", "/apis", "app" },
        { "app.example.com", "/api/v2/x", "v2" },
        { "app.example.com", "/api/v21", "api" },
        { "www.example.com", "/", "wildcard" },
        { "www.example.com", "/api/v1/x", "wildcard v1" },
        { "www.example.com", "/api/x", "wildcard" },
        { "lab.example.com", "/", "wildcard" },
        { "a.lab.example.com", "/", "lab" },
        { "a.lab.example.com", "/api/v1", "lab" },
        { "a.b.example.com", "/", "wildcard" },
        { "example.com", "/", "default" },
        { "xn--bcher-kva.example", "/", "books" },
        { "grün.example", "/", "green" },
        { "example.net", "/api/x", "default api" },
        { "192.0.2.1", "/", "default" },
        { "many.example", "/", "many" },
        { "www.many.example", "/x", "many" },
        { "www.many.example", "/api/x", "many api" },
        { "a.much.example", "/api", "many api" },
        { "[fd77::200]", "/api", "many api" },
        { "[fd77::100]", "/", "address" },
        { "[fd77::101]", "/", "default" },
        { "[::ffff:192.0.2.9]", "/", "mapped" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Exact_comes_before_wildcard_before_default_and_the_longest_path_wins(
        string host, string path, string expected)
    {
        var config = await SiteRig.ConfigOfAsync(Sites);

        var route = await RouteFinder.FindAsync(config, "GET", new($"https://{host}{path}"));

        Assert.Equal(expected, route?.Metadata?["Answer.Text"]);
    }

    [Fact]
    public async Task The_running_proxy_does_the_same()
    {
        await using var rig = await SiteRig.StartAsync(Sites);

        foreach (var (host, path, expected) in Requests.Select(row => row.Data))
        {
            Assert.Equal(expected, await rig.TextAsync(path, host));
        }
    }

    // RFC 1034 section 3.1.
    [Theory]
    [InlineData("app.example.com.", "app")]
    [InlineData("www.example.com.", "wildcard")]
    public async Task A_dot_at_the_end_of_a_host_changes_nothing(string host, string expected)
    {
        await using var rig = await SiteRig.StartAsync(Sites);
        using var request = new HttpRequestMessage(HttpMethod.Get, rig.Proxy.Uri());
        using var withPort = new HttpRequestMessage(HttpMethod.Get, rig.Proxy.Uri());
        (request.Headers.Host, withPort.Headers.Host) = (host, host + ":8443");

        using var response = await rig.Proxy.SendAsync(request);
        using var other = await rig.Proxy.SendAsync(withPort);

        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
        Assert.Equal(expected, await other.Content.ReadAsStringAsync());
    }

    // As it comes, and not as HttpClient would write it.
    [Theory]
    [InlineData("[fd77:0::100]", "address")]
    [InlineData("[fd77:0::100]:8443", "address")]
    [InlineData("[FD77:0000:0:0:0:0:0:0100]", "address")]
    [InlineData("[fd77::0.0.1.0]:443", "address")]
    [InlineData("[fd77:0::200]", "many")]
    [InlineData("[::ffff:c000:209]", "mapped")]
    [InlineData("[fd77::1:0:100]", "default")]
    public async Task However_a_client_writes_an_IPv6_address_it_is_one_host(string host, string expected)
    {
        await using var rig = await SiteRig.StartAsync(Sites);

        using var response = await rig.GetAsync("/", Configs.Host, ("Host", host));

        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    // YARP's section has ports, too.
    [Fact]
    public async Task An_IPv6_address_may_have_a_port_where_names_have_one()
    {
        var config = await SiteRig.ConfigOfAsync("'*': { 'Answer': 404 }", """
            'ReverseProxy': { 'Routes': { 'one': { 'Match': { 'Hosts': [ '[FD77::0:100]:8443' ] }, 'Metadata': { 'Answer': '200' } } } }
            """);

        Assert.Equal("one", (await RouteFinder.FindAsync(config, "GET", new("https://[fd77::100]:8443/")))?.RouteId);
        Assert.Equal("site:*", (await RouteFinder.FindAsync(config, "GET", new("https://[fd77::100]/")))?.RouteId);
    }

    [Fact]
    public async Task What_a_route_of_YARP_takes_the_default_site_does_not()
    {
        var config = await ConfigText.ValidAsync("""
            'Listen': { 'Https': '*:443' }, 'Sites': { '*': 'http://10.0.0.1' },
            'ReverseProxy': { 'Routes': { 'all': { 'ClusterId': 'c', 'Match': { 'Path': '/x/{**rest}' } } },
                              'Clusters': { 'c': { 'Destinations': { 'd': { 'Address': 'http://10.0.0.2' } } } } }
            """.ReplaceLineEndings(" "));

        Assert.Equal("all", (await RouteFinder.FindAsync(config, "GET", new("https://a/x/y")))?.RouteId);
        Assert.Equal("site:*", (await RouteFinder.FindAsync(config, "GET", new("https://a/y")))?.RouteId);
    }

    [Fact]
    public async Task Path_limits_a_site_to_what_is_below()
    {
        var config = await SiteRig.ConfigOfAsync("'app.example.com': { 'To': 'http://10.0.0.1', 'Path': '/app' }");

        Assert.NotNull(await RouteFinder.FindAsync(config, "GET", new("https://app.example.com/app/x")));
        Assert.Null(await RouteFinder.FindAsync(config, "GET", new("https://app.example.com/other")));
    }
}
