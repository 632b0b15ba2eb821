using System.Net;
using Gateway.Configuration;
using Gateway.Configuration.Options;
using Gateway.Configuration.Reload;
using Gateway.Configuration.Routes;
using Gateway.Tests.Configuration;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy.Routes;

/// <summary>The extras of a site in the metadata of a route of YARP's section.</summary>
public sealed class RouteMetadataTests
{
    [Fact]
    public async Task YARPs_section_takes_the_names_of_sites()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var rig = await SiteRig.StartAsync("", $$"""
            'ReverseProxy': {
              'Routes': {
                'shut': { 'ClusterId': 'c', 'Match': { 'Path': '/shut' }, 'Metadata': { 'Deny': '10.0.0.0/8, 127.0.0.1' } },
                'old': { 'Match': { 'Path': '/old' }, 'Metadata': { 'Redirect.To': '/new', 'Redirect.Status': '301' } },
                'gone': { 'Match': { 'Path': '/gone' }, 'Metadata': { 'Answer': '410' } },
                'set': { 'ClusterId': 'c', 'Match': { 'Path': '/set' }, 'Metadata': { 'Headers.Response.Set.X-Set': 'yes', 'Owner': 'shop' } },
                'all': { 'ClusterId': 'c', 'Match': { 'Path': '/{**rest}' } } },
              'Clusters': { 'c': { 'Destinations': { 'd': { 'Address': '{{upstream.Address}}' } } } } }
            """);

        Assert.Equal(403, await rig.StatusAsync("/shut"));
        using var old = await rig.GetAsync("/old");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/new"), (old.StatusCode, old.Headers.Location?.ToString()));
        Assert.Equal(410, await rig.StatusAsync("/gone"));
        using var set = await rig.GetAsync("/set");
        Assert.Equal(["yes"], set.Headers.GetValues("X-Set"));
        Assert.Equal("here", await rig.TextAsync("/other"));
    }

    [Fact]
    public async Task What_needs_a_file_or_another_server_works_there_as_well()
    {
        using var folder = new TestFolder().With("www/a.txt", "of the folder").With("5xx.html", "<p>{status}</p>");
        await using var upstream = await Upstream.StartAsync(
            context => context.Response.WriteAsync($"for {context.Request.Headers["X-User"]}"));
        await using var asked = await Upstream.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Headers.ContainsKey("Cookie") ? 200 : 401;
            context.Response.Headers["X-User"] = "alice";
            return Task.CompletedTask;
        });
        await using var rig = await SiteRig.StartAsync("", $$"""
            'ReverseProxy': {
              'Routes': {
                'files': { 'Match': { 'Path': '/files/{**rest}' }, 'Metadata': { 'Files': '{{folder.Path}}/www' } },
                'asked': { 'ClusterId': 'c', 'Match': { 'Path': '/asked' },
                  'Metadata': { 'Auth.Forward.Url': '{{asked.Address}}/verify', 'Auth.Forward.CopyHeaders': 'X-User' } },
                'small': { 'ClusterId': 'c', 'Match': { 'Path': '/small' }, 'Metadata': { 'MaxHeader': '1KB', 'MaxBody': '10' } },
                'down': { 'ClusterId': 'nowhere', 'Match': { 'Path': '/down' },
                  'Metadata': { 'ErrorPages.5xx': '{{folder.Path}}/5xx.html' } } },
              'Clusters': {
                'c': { 'Destinations': { 'd': { 'Address': '{{upstream.Address}}' } } },
                'nowhere': { 'Destinations': { 'd': { 'Address': 'http://127.0.0.1:1' } } } } }
            """);

        Assert.Equal("of the folder", await rig.TextAsync("/files/a.txt"));
        Assert.Equal(401, await rig.StatusAsync("/asked"));
        using var known = await rig.GetAsync("/asked", Configs.Host, ("Cookie", "session=1"));
        Assert.Equal("for alice", await known.Content.ReadAsStringAsync());
        Assert.Equal(200, await rig.StatusAsync("/small"));
        Assert.Equal(431, await rig.StatusAsync("/small", Configs.Host, ("X-Long", new string('a', 2000))));
        using var upload = new HttpRequestMessage(HttpMethod.Put, rig.Proxy.Uri("/small"))
        {
            Content = new StringContent("more than ten"),
        };
        using var refused = await rig.Proxy.SendAsync(upload);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal("<p>502</p>", await rig.TextAsync("/down"));
    }

    [Fact]
    public async Task YARPs_routes_tell_requests_apart_by_method_header_and_query()
    {
        await using var rig = await SiteRig.StartAsync("", """
            'ReverseProxy': { 'Routes': {
              'canary': { 'Match': { 'Path': '/', 'Headers': [ { 'Name': 'Canary', 'Values': [ 'yes' ] } ] }, 'Metadata': { 'Answer': '210' } },
              'beta': { 'Match': { 'Path': '/', 'QueryParameters': [ { 'Name': 'v', 'Values': [ '2' ] } ] }, 'Metadata': { 'Answer': '211' } },
              'put': { 'Match': { 'Path': '/', 'Methods': [ 'PUT' ] }, 'Metadata': { 'Answer': '212' } },
              'all': { 'Match': { 'Path': '/{**rest}' }, 'Metadata': { 'Answer': '213' } } } }
            """);

        Assert.Equal(210, await rig.StatusAsync("/", Configs.Host, ("canary", "yes")));
        Assert.Equal(213, await rig.StatusAsync("/", Configs.Host, ("Canary", "no")));
        Assert.Equal(211, await rig.StatusAsync("/?v=2"));
        Assert.Equal(213, await rig.StatusAsync("/?v=1"));
        using var put = await rig.SendAsync(HttpMethod.Put, "/");
        Assert.Equal(212, (int)put.StatusCode);
        Assert.Equal(213, await rig.StatusAsync());
    }

    [Theory]
    [InlineData("'Alow': '10.0.0.0/8'", "Alow: unknown key; did you mean \"Allow\"?")]
    [InlineData("'Auth.Basic.UserFile': 'x'", "Auth.Basic.UserFile: unknown key; did you mean \"Auth.Basic.UsersFile\"?")]
    [InlineData("'allow': '10.0.0.0/8'", "allow: unknown key; did you mean \"Allow\"?")]
    [InlineData("'Allow': '10.0.0.0/8, x'", "Allow:1: \"x\" is not a network; write \"10.0.0.0/8\", \"fd00::/8\" or one address \"192.168.10.5\".")]
    [InlineData("'Answer': '99'", "Answer: 99 is out of range; use 200 to 599.", "Match")]
    [InlineData("'Auth.Forward.Timeout': '1s'", "Auth.Forward.Url: required: where the server is asked, for example \"http://10.0.0.9:9091/api/authz/forward-auth\".")]
    public async Task A_mistake_there_is_told(string metadata, string expected, string cluster = "ClusterId")
    {
        var text = $$"""
            'Listen': { 'Https': '*:443' }, 'ReverseProxy': {
              'Routes': { 'r': { {{(cluster == "ClusterId" ? "'ClusterId': 'c', " : "")}}'Match': { 'Path': '/' }, 'Metadata': { {{metadata}} } } },
              'Clusters': { 'c': { 'Destinations': { 'd': { 'Address': 'http://10.0.0.1' } } } } }
            """.ReplaceLineEndings(" ");

        Assert.Equal(
            $"ReverseProxy:Routes:r:Metadata:{expected}", ConfigText.OnlyError(await ConfigText.WithNodesAsync(text)));
    }

    [Fact]
    public async Task A_route_that_answers_has_no_cluster()
    {
        var text = "'Listen': { 'Https': '*:443' }, 'ReverseProxy': { 'Routes': { 'r': { 'ClusterId': 'c', 'Match': { 'Path': '/' }, "
            + "'Metadata': { 'Answer': '410' } } }, 'Clusters': { 'c': { 'Destinations': { 'd': { 'Address': 'http://10.0.0.1' } } } } }";

        Assert.Equal(
            "ReverseProxy:Routes:r:ClusterId: is never asked, for the route answers itself; remove it, or what answers.",
            ConfigText.OnlyError(await ConfigText.WithNodesAsync(text)));
    }

    /// <summary>YARP 2.1.0 overlooks it.</summary>
    [Fact]
    public async Task A_change_of_MaxRequestBodySize_alone_is_seen()
    {
        var (one, other) = (await WithSizeAsync(1000), await WithSizeAsync(2000));

        Assert.True(ConfigurationChanges.Between(one, other).AreRoutesChanged);
        Assert.False(ConfigurationChanges.Between(one, await WithSizeAsync(1000)).AreRoutesChanged);
    }

    [Fact]
    public void Every_key_of_a_site_can_be_written_as_metadata()
    {
        var texts = RouteTexts.Of(new()
        {
            Allow = ["10.0.0.0/8", "::1"],
            Deny = ["10.1.0.0/16"],
            MaxBody = "1MB",
            MaxHeader = "8KB",
            Auth = new(new AuthMethodOptions
            {
                Basic = new() { UsersFile = "/u" },
                Forward = new() { Url = "http://a", CopyHeaders = ["X-C"], Timeout = "1s" },
            }),
            Headers = new() { Request = new() { Set = new() { ["X-A"] = "b" }, Remove = ["X-B"] } },
            Redirect = new(new RedirectTargetOptions { To = "/x", Status = 308 }),
            Answer = new(503),
            Files = new("/srv"),
            ErrorPages = new() { ["5xx"] = "/e" },
            Http = "serve",
        });
        var wrong = new List<string>();
        RouteTexts.CheckKeys(texts, (key, _) => wrong.Add(key));

        Assert.Empty(wrong);
        Assert.Equal(
            typeof(RouteExtrasOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
            texts.Keys.Select(key => key.Split('.')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            """
            Allow=10.0.0.0/8, ::1
            Answer=503
            Auth.Basic.UsersFile=/u
            Auth.Forward.CopyHeaders=X-C
            Auth.Forward.Timeout=1s
            Auth.Forward.Url=http://a
            Deny=10.1.0.0/16
            ErrorPages.5xx=/e
            Files=/srv
            Headers.Request.Remove=X-B
            Headers.Request.Set.X-A=b
            Http=serve
            MaxBody=1MB
            MaxHeader=8KB
            Redirect.Status=308
            Redirect.To=/x
            """,
            string.Join('\n', texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}")));
    }

    private static Task<GatewayConfig> WithSizeAsync(int size) => ConfigText.ValidAsync(
        "'Listen': { 'Https': '*:443' }, 'ReverseProxy': { 'Routes': { 'r': { 'ClusterId': 'c', 'Match': { 'Path': '/' }, "
        + $"'MaxRequestBodySize': {size} }} }}, 'Clusters': {{ 'c': {{ 'Destinations': {{ 'd': {{ 'Address': 'http://10.0.0.1' }} }} }} }} }}");
}
