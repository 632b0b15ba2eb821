using Gateway.Cli;
using Gateway.Proxy;
using Gateway.Tests.Configuration;

namespace Gateway.Tests.Cli;

public sealed class RouteReportTests
{
    private const string Sites = """
        'Listen': { 'Http': '*:80', 'Https': '*:443' },
        'Sites': {
          'app.example.com': {
            'To': 'http://10.0.0.1', 'Allow': '10.0.0.0/8', 'Headers': { 'Request': { 'Set': { 'X-Token': 'secret' } } },
            'Paths': {
              '/vhost': { 'To': { 'Address': 'http://10.0.0.2', 'Host': 'app.internal' } },
              '/old': { 'Redirect': 'https://www.example.com{path}', 'Http': 'serve' } } },
          'spa.example.com': { 'Aliases': [ 'www.spa.example.com', '[fd77::100]' ], 'Http': 'serve',
            'Files': { 'Folder': '/srv/spa', 'Fallback': 'app/index.html' },
            'Paths': { '/moved': { 'Redirect': 'https://new.example{rest}' }, '/kept': {} } },
          '*': { 'Answer': 410 } }
        """;

    [Theory]
    [InlineData("https://app.example.com/x",
        "route        Sites:app.example.com\nsetting      Allow = 10.0.0.0/8\nsetting      Headers.Request.Set.X-Token = <hidden>\n"
        + "setting      Http = redirect\ncluster      site:app.example.com\ndestination  site:app.example.com/10.0.0.1: http://10.0.0.1\n")]
    [InlineData("http://app.example.com/x",
        "route        Sites:app.example.com\nsetting      Allow = 10.0.0.0/8\nsetting      Headers.Request.Set.X-Token = <hidden>\n"
        + "setting      Http = redirect\nanswer       308 to the same at https\n")]
    // A challenge of ACME comes over plain HTTP, and is served.
    [InlineData("http://app.example.com/.well-known/acme-challenge/x",
        "route        Sites:app.example.com\nsetting      Allow = 10.0.0.0/8\nsetting      Headers.Request.Set.X-Token = <hidden>\n"
        + "setting      Http = redirect\ncluster      site:app.example.com\ndestination  site:app.example.com/10.0.0.1: http://10.0.0.1\n")]
    [InlineData("http://app.example.com/old/x?y",
        "route        Sites:app.example.com:Paths:/old\nsetting      Allow = 10.0.0.0/8\nsetting      Headers.Request.Set.X-Token = <hidden>\n"
        + "setting      Http = serve\nsetting      Redirect = https://www.example.com{path}\nanswer       307 to https://www.example.com/old/x?y\n")]
    [InlineData("https://app.example.com/vhost",
        "route        Sites:app.example.com:Paths:/vhost\nsetting      Allow = 10.0.0.0/8\nsetting      Headers.Request.Set.X-Token = <hidden>\n"
        + "setting      Http = redirect\ncluster      site:app.example.com/vhost\n"
        + "destination  site:app.example.com/vhost/10.0.0.2: http://10.0.0.2, host app.internal\n")]
    [InlineData("https://www.spa.example.com/orders/5",
        "route        Sites:spa.example.com\nsetting      Files.Fallback = app/index.html\nsetting      Files.Folder = /srv/spa\n"
        + "setting      Files.Index = index.html\nsetting      Http = serve\nanswer       a file below /srv/spa, or its app/index.html\n")]
    [InlineData("https://spa.example.com/kept/a",
        "route        Sites:spa.example.com:Paths:/kept\nsetting      Files.Fallback = app/index.html\nsetting      Files.Folder = /srv/spa\n"
        + "setting      Files.Index = index.html\nsetting      Http = serve\nanswer       a file below /srv/spa, or its app/index.html\n")]
    [InlineData("https://[fd77:0::100]/moved/a%2Fb?c",
        "route        Sites:spa.example.com:Paths:/moved\nsetting      Http = serve\nsetting      Redirect = https://new.example{rest}\n"
        + "answer       307 to https://new.example/a%2Fb?c\n")]
    [InlineData("https://spa.example.com//moved/a",
        "route        Sites:spa.example.com:Paths:/moved\nsetting      Http = serve\nsetting      Redirect = https://new.example{rest}\n"
        + "answer       404: the path begins otherwise than with /moved\n")]
    [InlineData("https://other.example.com/", "route        Sites:*\nsetting      Answer = 410\nsetting      Http = redirect\nanswer       410\n")]
    public async Task It_says_what_a_site_does(string request, string expected)
    {
        var config = await ConfigText.ValidAsync(Sites);
        var url = new Uri(request);

        var route = await RouteFinder.FindAsync(config, "GET", url);

        Assert.Equal(expected, RouteReport.Describe(url, route!, config));
    }

    [Fact]
    public async Task It_says_that_a_path_is_refused()
    {
        var config = await ConfigText.ValidAsync(Sites);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RouteFinder.FindAsync(config, "GET", new("https://app.example.com/a/..%2Fold")));

        Assert.EndsWith("the client gets 400", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_nobody_needs_a_password_is_no_secret()
    {
        var config = await ConfigText.ValidAsync("""
            'Listen': { 'Https': '*:443' },
            'Sites': { 'app.example.com': {
              'To': 'http://10.0.0.1', 'Auth': { 'Basic': { 'UsersFile': '/etc/gateway/users' } },
              'Paths': { '/open': { 'Answer': 200, 'Auth': false } } } }
            """);
        var url = new Uri("https://app.example.com/open");

        var report = RouteReport.Describe(url, (await RouteFinder.FindAsync(config, "GET", url))!, config);

        Assert.Contains("setting      Auth = false\n", report, StringComparison.Ordinal);
    }

    /// <summary>Who asks where a request goes may show it to others.</summary>
    [Fact]
    public async Task The_value_of_a_secret_header_is_hidden_and_no_other()
    {
        var config = await ConfigText.ValidAsync("""
            'Listen': { 'Http': '*:80' },
            'ReverseProxy': {
              'Routes': { 'r': { 'ClusterId': 'web', 'Match': { 'Path': '/{**rest}' }, 'Transforms': [
                { 'RequestHeader': 'Proxy-Authorization', 'Set': 'Basic c2VjcmV0' },
                { 'RequestHeader': 'X-Who', 'Append': 'gateway' } ] } },
              'Clusters': { 'web': { 'Destinations': { 'a': { 'Address': 'http://10.0.0.1', 'Host': '' } } } } }
            """);
        var url = new Uri("http://app.example.com/");

        var report = RouteReport.Describe(url, (await RouteFinder.FindAsync(config, "GET", url))!, config);

        Assert.Contains("Set=<hidden>", report, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", report, StringComparison.Ordinal);
        Assert.Contains("Append=gateway", report, StringComparison.Ordinal);
        Assert.Contains("cluster      web\ndestination  web/a: http://10.0.0.1\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_who_gets_how_much_and_how_upstreams_are_reached()
    {
        var config = await ConfigText.ValidAsync("""
            'Listen': { 'Https': '*:443' },
            'Sites': { 'app.example.com': {
              'To': [ { 'Address': 'https://10.0.0.1', 'Weight': 3 }, { 'Address': 'https://10.0.0.2', 'Backup': true } ],
              'SlowStart': '30s', 'Retries': 2, 'UpstreamCa': '/ca.pem', 'UpstreamHttp': '2', 'RequestsPerSecond': 5 } }
            """);
        var url = new Uri("https://app.example.com/");

        var report = RouteReport.Describe(url, (await RouteFinder.FindAsync(config, "GET", url))!, config);

        Assert.Equal(
            """
            route        Sites:app.example.com
            setting      RequestsPerSecond = 5
            cluster      site:app.example.com
            destination  site:app.example.com/10.0.0.1: https://10.0.0.1, weight 3
            destination  site:app.example.com/10.0.0.2: https://10.0.0.2, backup
            upstreams    Retries = 2
            upstreams    SlowStart = 30s
            upstreams    UpstreamCa = /ca.pem
            upstreams    HTTP/2.0 alone
            balancing    WeightedLeastRequests

            """,
            report);
    }
}
