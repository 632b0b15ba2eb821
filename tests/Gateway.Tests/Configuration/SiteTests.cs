using Gateway.Configuration;
using Gateway.Configuration.ReverseProxy;

namespace Gateway.Tests.Configuration;

/// <summary>What <c>Sites</c> become, and what is wrong with them.</summary>
public sealed class SiteTests
{
    public static TheoryData<string, string> Mistakes => new()
    {
        { "{}", ":To: required: where requests go, for example \"http://10.0.0.21:8080\"; or Redirect, Answer or Files." },
        { "{ 'Too': 'http://10.0.0.1' }", ":Too: unknown key; did you mean \"To\"?" },
        { "5", ": expected a string or an object, found the number 5." },
        { "{ 'To': [] }", ":To: is empty; name an upstream, for example \"http://10.0.0.21:8080\"." },
        { "{ 'To': 'x' }", ":To: \"x\" is not an upstream; write a whole URI such as \"http://10.0.0.21:8080\"." },
        { "{ 'To': 'http://10.0.0.1:0' }", ":To: \"http://10.0.0.1:0\" has port 0, where no server listens; name the server's port." },
        { "{ 'To': 'http://10.0.0.321:8080' }", ":To: \"http://10.0.0.321:8080\" has no IPv4 address: none of its four numbers may be above 255; correct it." },
        { "{ 'To': [ 'http://10.0.0.1', { 'Address': 'x' } ] }", ":To:1:Address: \"x\" is not an upstream; write a whole URI such as \"http://10.0.0.21:8080\"." },
        { "{ 'To': [ 'http://10.0.0.1', 'http://10.0.0.1/x' ] }", ":To:1: \"http://10.0.0.1/x\" has host and port of an upstream before it; remove one." },
        { "{ 'To': [ 'http://10.0.0.1', { 'Adress': 'http://10.0.0.2' } ] }", ":To:1:Adress: unknown key; did you mean \"Address\"?" },
        { "{ 'To': { 'Address': 'http://10.0.0.1', 'Host': '*.example.com' } }", ":To:Host: \"*.example.com\" is not a host; write for example \"app.internal\" or \"app.internal:8443\"." },
        { "{ 'To': [ { 'Address': 'http://10.0.0.1', 'Host': 'http://app.internal' } ] }", ":To:0:Host: \"http://app.internal\" is not a host; write for example \"app.internal\" or \"app.internal:8443\"." },
        { "{ 'To': { 'Address': 'x', 'Host': 'ü..b' } }", ":To:Address: \"x\" is not an upstream; write a whole URI such as \"http://10.0.0.21:8080\".|"
            + ":To:Host: \"ü..b\" is not a host; write for example \"app.internal\" or \"app.internal:8443\"." },
        { "{ 'To': { 'Address': 'http://10.0.0.1', 'Host': 'app.internal.' } }", ":To:Host: \"app.internal.\" is not a host; write for example \"app.internal\" or \"app.internal:8443\"." },
        { "{ 'To': { 'Address': 'http://10.0.0.1', 'Host': 'ü:0' } }", ":To:Host: \"ü:0\" is not a host; write for example \"app.internal\" or \"app.internal:8443\"." },
        { "{ 'To': { 'Address': 'http://10.0.0.1', 'Host': '' } }", ":To:Host: \"\" is not a host; write for example \"app.internal\" or \"app.internal:8443\"." },
        { "{ 'To': 'http://10.0.0.1', 'Redirect': '/x', 'Answer': 200 }", ":Redirect: stands beside To; a site forwards (To), redirects, answers or serves files: keep one.|"
            + ":Answer: stands beside To; a site forwards (To), redirects, answers or serves files: keep one." },
        { "{ 'Answer': 200, 'Health': 'tcp' }", ":Health: says how to forward, and nothing is forwarded here; add To, or remove it." },
        { "{ 'Answer': 200, 'Sticky': true }", ":Sticky: says how to forward, and nothing is forwarded here; add To, or remove it." },
        { "{ 'Answer': 200, 'Rewrite': { 'Replace': '/x' } }", ":Rewrite: says how to forward, and nothing is forwarded here; add To, or remove it." },
        { "{ 'To': 'http://10.0.0.1', 'Health': 'http' }", ":Health: \"http\" is no path; write \"tcp\" for a connection, or for example \"/healthz\"." },
        { "{ 'To': 'http://10.0.0.1', 'Health': { 'Path': 'x' } }", ":Health:Path: \"x\" is no path; write \"tcp\" for a connection, or for example \"/healthz\"." },
        { "{ 'To': 'http://10.0.0.1', 'Health': { 'Status': '200' } }", ":Health:Status: judges the answer to a request; add Path." },
        { "{ 'To': 'http://10.0.0.1', 'Health': { 'Path': '/', 'Status': '2xx' } }", ":Health:Status: \"2xx\" is not a list of status codes such as \"200\", \"200-399\" or \"200, 204, 401\"." },
        { "{ 'To': 'http://10.0.0.1', 'Health': { 'Interval': '10ms' } }", ":Health:Interval: \"10ms\" is out of range; use 100ms to 24h." },
        { "{ 'To': 'http://10.0.0.1', 'Health': { 'Timeout': 'x' } }", ":Health:Timeout: \"x\" is not a duration such as \"500ms\", \"2s\", \"5m\" or \"00:00:02\"." },
        { "{ 'To': 'http://10.0.0.1', 'Health': { 'Fall': 0 } }", ":Health:Fall: \"0\" is out of range; use 1 to 100." },
        { "{ 'To': 'http://10.0.0.1', 'Sticky': 'yes' }", ":Sticky: expected true or false, found the string \"yes\"." },
        { "{ 'Answer': 200, 'Allow': [ '10.0.0.0/8', '10.0.0.0/33' ] }", ":Allow:1: \"10.0.0.0/33\" is not a network; write \"10.0.0.0/8\", \"fd00::/8\" or one address \"192.168.10.5\"." },
        { "{ 'Answer': 200, 'Allow': [] }", ":Allow: is empty; name a network, or leave the key out." },
        { "{ 'Answer': 200, 'Deny': '::ffff:10.0.0.0/8' }", ":Deny:0: \"::ffff:10.0.0.0/8\" is more than all of IPv4: the prefix of \"::ffff:…\" is 96 to 128; write \"10.0.0.0/8\"." },
        { "{ 'Answer': 200, 'Deny': 'all' }", ":Deny:0: \"all\" is not a network; write \"10.0.0.0/8\", \"fd00::/8\" or one address \"192.168.10.5\"." },
        { "{ 'Answer': 200, 'MaxBody': '10X' }", ":MaxBody: \"10X\" is not a size such as \"512\", \"64KB\", \"10MB\" or \"1GB\"." },
        { "{ 'Answer': 200, 'MaxHeader': '64KB' }", ":MaxHeader: \"64KB\" is out of range; use 32KB or less." },
        { "{ 'To': 'http://10.0.0.1', 'Timeout': '1ms' }", ":Timeout: \"1ms\" is out of range; use 100ms to 24h." },
        { "{ 'Answer': 200, 'Http': 'https' }", ":Http: \"https\" is no way to treat plain HTTP; known: serve, redirect, refuse." },
        { "{ 'Answer': 200, 'Auth': true }", ":Auth: says nothing of how; write an object with Basic or Forward, or false for nobody." },
        { "{ 'Answer': 200, 'Auth': { 'Basic': { 'Realm': 'x' } } }", ":Auth:Basic:UsersFile: required: a file with the users, made by `gateway hash-password`." },
        { "{ 'Answer': 200, 'Auth': { 'Basic': { 'UsersFile': '/u' }, 'Forward': { 'Url': 'http://a/' } } }", ":Auth:Forward: stands beside Basic; one of the two asks, remove the other." },
        { "{ 'Answer': 200, 'Auth': { 'Forward': { 'Url': 'auth' } } }", ":Auth:Forward:Url: \"auth\" is no address of a server; write for example \"http://10.0.0.9:9091/api/authz/forward-auth\"." },
        { "{ 'Answer': 200, 'Auth': { 'Forward': { 'Url': 'http://a/', 'CopyHeaders': '*' } } }", ":Auth:Forward:CopyHeaders: \"*\" is no name of a header that can be copied." },
        { "{ 'Answer': 200, 'Auth': { 'Forward': { 'Url': 'http://a/', 'Timeout': '5m' } } }", ":Auth:Forward:Timeout: \"5m\" is out of range; use 100ms to 60s." },
        { "{ 'Answer': 200, 'Headers': { 'Response': { 'Set': { 'Content-Length': '5' } } } }", ":Headers:Response:Set:Content-Length: \"Content-Length\" frames or routes the message and cannot be changed here." },
        { "{ 'Answer': 200, 'Headers': { 'Request': { 'Set': { 'host': 'app.internal' } } } }", ":Headers:Request:Set:host: \"Host\" stands beside the address of an upstream: { \"Address\": \"https://10.0.0.21\", \"Host\": \"app.internal\" }." },
        { "{ 'Answer': 200, 'Headers': { 'Request': { 'Add': { 'X A': '5' } } } }", ":Headers:Request:Add:X A: \"X A\" is no name of a header." },
        { "{ 'Answer': 200, 'Headers': { 'Request': { 'Remove': 'ü' } } }", ":Headers:Request:Remove: \"ü\" is no name of a header." },
        { "{ 'Answer': 200, 'Headers': { 'Request': { 'Set': { 'X-A': 'ü' } } } }", ":Headers:Request:Set:X-A: the value of \"X-A\" has characters that no header can have; use those of ASCII." },
        { "{ 'Answer': 200, 'Headers': { 'Request': { 'Set': { 'X-A': 'by {remote_hostt}' } } } }", ":Headers:Request:Set:X-A: \"{remote_hostt}\" in the value is no placeholder (\"{client}\", the address of the client, is the only one); where it is meant to go out as it is, write \"{{remote_hostt}}\"." },
        { "{ 'Answer': 200, 'Headers': { 'Request': { 'Add': { 'X-A': '{client} {Client}' } } } }", ":Headers:Request:Add:X-A: \"{Client}\" in the value is no placeholder (\"{client}\", the address of the client, is the only one); where it is meant to go out as it is, write \"{{Client}}\"." },
        { "{ 'Answer': 200, 'Headers': { 'Response': { 'Set': { 'X-A': '{client}' } } } }", ":Headers:Response:Set:X-A: \"{client}\" in the value is no placeholder (there are none in what clients get); where it is meant to go out as it is, write \"{{client}}\"." },
        { "{ 'Upstream': 'http://10.0.0.1' }", ":Upstream: unknown key; use \"To\"." },
        { "{ 'upstreams': [ 'http://10.0.0.1' ] }", ":upstreams: unknown key; use \"To\"." },
        { "{ 'Backend': 'http://10.0.0.1' }", ":Backend: unknown key; use \"To\"." },
        { "{ 'Backends': 'http://10.0.0.1' }", ":Backends: unknown key; use \"To\"." },
        { "{ 'Target': 'http://10.0.0.1' }", ":Target: unknown key; use \"To\"." },
        { "{ 'Proxy': 'http://10.0.0.1' }", ":Proxy: unknown key; use \"To\"." },
        { "{ 'Answer': 200, 'Paths': { '/b': { 'proxy_pass': 'http://10.0.0.1', 'ProxyPass': 'http://10.0.0.1' } } }",
            ":Paths:/b:proxy_pass: unknown key; use \"To\".|:Paths:/b:ProxyPass: unknown key; use \"To\"." },
        { "{ 'Answer': 200, 'Paths': { '/b': { 'Answer': 201 }, '/b/': { 'Answer': 202 } } }",
            ":Paths:/b/: takes the same requests as Sites:a.example.com:Paths:/b: a slash at the end of a path makes no difference, nor does the case of its letters; remove one." },
        { "{ 'To': [ 'x' ] }", ":To:0: \"x\" is not an upstream; write a whole URI such as \"http://10.0.0.21:8080\"." },
        { "{ 'To': [ { 'Address': 'x' } ] }", ":To:0:Address: \"x\" is not an upstream; write a whole URI such as \"http://10.0.0.21:8080\"." },
        { "{ 'To': { 'Address': 'x' } }", ":To:Address: \"x\" is not an upstream; write a whole URI such as \"http://10.0.0.21:8080\"." },
        { "{ 'Redirect': 'www.example.com' }", ":Redirect: \"www.example.com\" is no place to send anybody; write for example \"https://www.example.com{path}\" or \"/new\"." },
        { "{ 'Redirect': '{path}' }", ":Redirect: \"{path}\" is no place to send anybody; write for example \"https://www.example.com{path}\" or \"/new\"." },
        { "{ 'Redirect': '//evil.example' }", ":Redirect: \"//evil.example\" is no place to send anybody; write for example \"https://www.example.com{path}\" or \"/new\"." },
        { "{ 'Redirect': 'https://a{uri}' }", ":Redirect: \"https://a{uri}\" has something in braces that is none of {path}, {rest}, {query} and {host}." },
        { "{ 'Redirect': '{rest}' }", ":Redirect: \"{rest}\" is no place to send anybody; write for example \"https://www.example.com{path}\" or \"/new\"." },
        { "{ 'Redirect': '/{rest}' }", ":Redirect: \"/{rest}\" is no place to send anybody; write for example \"https://www.example.com{path}\" or \"/new\"." },
        { "{ 'Redirect': 'https://a.{host}{rest}' }", ":Redirect: \"https://a.{host}{rest}\" is no place to send anybody; write for example \"https://www.example.com{path}\" or \"/new\"." },
        { "{ 'Redirect': { 'To': '/x', 'Status': 200 } }", ":Redirect:Status: 200 is out of range; use 301, 302, 303, 307 or 308." },
        { "{ 'Redirect': { 'Status': 301 } }", ":Redirect:To: required: where to, for example \"https://www.example.com{path}\"." },
        { "{ 'Answer': 100 }", ":Answer: 100 is out of range; use 200 to 599." },
        { "{ 'Answer': { 'Text': 'a', 'File': '/b' } }", ":Answer:File: stands beside Text; one of them is the answer, remove the other." },
        { "{ 'Files': '' }", ":Files: \"\" cannot be a folder; write for example \"/etc/gateway/www\"." },
        { "{ 'Files': { 'Folder': '/srv', 'Index': '../x' } }", ":Files:Index: \"../x\" is no name of a file in the folder; write for example \"index.html\"." },
        { "{ 'Files': { 'Folder': '/srv', 'Fallback': '../x.html' } }", ":Files:Fallback: \"../x.html\" is no file that is served from the folder; write for example \"index.html\"." },
        { "{ 'Files': { 'Folder': '/srv', 'Fallback': 'a/../../x.html' } }", ":Files:Fallback: \"a/../../x.html\" is no file that is served from the folder; write for example \"index.html\"." },
        { "{ 'Files': { 'Folder': '/srv', 'Fallback': '/srv/index.html' } }", ":Files:Fallback: \"/srv/index.html\" is no file that is served from the folder; write for example \"index.html\"." },
        { "{ 'Files': { 'Folder': '/srv', 'Fallback': '' } }", ":Files:Fallback: \"\" is no file that is served from the folder; write for example \"index.html\"." },
        { "{ 'Files': { 'Folder': '/srv', 'Fallback': '.env' } }", ":Files:Fallback: \".env\" is no file that is served from the folder; write for example \"index.html\"." },
        { "{ 'Files': { 'Fallback': 'x' } }", ":Files:Folder: required: the folder whose files are served." },
        { "{ 'Files': { 'Index': 'x' } }", ":Files:Folder: required: the folder whose files are served." },
        { "{ 'Answer': 200, 'ErrorPages': { '600': '/x' } }", ":ErrorPages:600: \"600\" is no status of an error; write for example \"404\", \"4xx\" or \"5xx\"." },
        { "{ 'To': 'http://10.0.0.1', 'Rewrite': { 'StripPrefix': 'api' } }", ":Rewrite:StripPrefix: \"api\" is not the front of a path; write for example \"/api\"." },
        { "{ 'To': 'http://10.0.0.1', 'Rewrite': { 'StripPrefix': '/api', 'Replace': '/x' } }", ":Rewrite:Replace: stands beside StripPrefix; it replaces the whole path, keep one." },
        { "{ 'To': 'http://10.0.0.1', 'Path': 'app' }", ":Path: \"app\" is not the front of a path; write for example \"/api\"." },
        { "{ 'To': 'http://10.0.0.1', 'Path': '/app', 'Paths': { '/b': { 'Answer': 200 } } }", ":Path: stands beside Paths; name the path there." },
        { "{ 'To': 'http://10.0.0.1', 'Paths': { 'b': { 'Answer': 200 } } }", ":Paths:b: \"b\" is not the front of a path; write for example \"/api\"." },
        { "{ 'To': 'http://10.0.0.1', 'Paths': { '/b;c': { 'Answer': 200 } } }", ":Paths:/b;c: \"/b;c\" would match no request: what stands behind a \";\" does not count there; leave it out." },
        { "{ 'To': 'http://10.0.0.1', 'Paths': { '/{b}': { 'Answer': 200 } } }", ":Paths:/{b}: \"/{b}\" is not the front of a path; write for example \"/api\"." },
        { "{ 'To': 'http://10.0.0.1', 'Paths': { '/': { 'Answer': 200 } } }", ":Paths:/: is all of the site; say it in the site itself." },
        { "{ 'Paths': { '/b': { 'Allow': '10.0.0.0/8' } } }", ":Paths:/b:To: required, for the site has none: where requests go; or Redirect, Answer or Files." },
        { "{ 'Paths': { '/b': { 'Answer': 200, 'Deny': 'x' } } }", ":Paths:/b:Deny:0: \"x\" is not a network; write \"10.0.0.0/8\", \"fd00::/8\" or one address \"192.168.10.5\"." },
        { "{ 'Deny': 'x', 'Paths': { '/b': { 'Answer': 200 }, '/c': { 'Answer': 200 } } }", ":Deny:0: \"x\" is not a network; write \"10.0.0.0/8\", \"fd00::/8\" or one address \"192.168.10.5\"." },
        { "{ 'To': 'http://10.0.0.1', 'Paths': { '/b': { 'Health': '/x' } } }", ":Paths:/b:Health: says how to forward, and nothing is forwarded here; add To, or remove it." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_told_at_its_place(string site, string expected)
    {
        var result = await ConfigText.WithNodesAsync($"'Listen': {{ 'Https': '*:443' }}, 'Sites': {{ 'a.example.com': {site} }}");

        Assert.Null(result.Config);
        Assert.Equal(
            expected.Split('|').Select(error => $"Sites:a.example.com{error}"),
            result.Errors.Select(error => $"{error.Path}: {error.Message}"));
    }

    [Fact]
    public async Task An_error_has_line_and_column()
    {
        var result = await ConfigText.ParseAsync("""
            { 'Nodes': { 'edge-a': { 'Priority': 1 } }, 'Listen': { 'Https': '*:443' },
              'Sites': {
                'a.example.com': {
                  'Answer': 200,
                  'Paths': { '/api': {
                    'Allow': [ '10.0.0.0/8', 'x' ] } } } } }
            """);

        var error = Assert.Single(result.Errors);
        Assert.Equal((6, 34), (error.Position.Line, error.Position.Column));
    }

    [Fact]
    public async Task Upstreams_share_the_load_and_are_asked_as_the_site_says()
    {
        var config = await SiteAsync("""
            { 'To': [ 'http://10.0.0.1', { 'Address': 'http://10.0.0.2:8080' } ], 'Sticky': true, 'Timeout': '30s',
              'Health': { 'Path': '/healthz', 'Status': '200-399', 'Body': 'ok', 'Interval': '1s', 'Timeout': '500ms', 'Rise': 3, 'Fall': 4 } }
            """);

        var (route, cluster) = (Assert.Single(config.Routes), Assert.Single(config.Clusters));
        Assert.Equal(["10.0.0.1", "10.0.0.2:8080"], cluster.Destinations!.Keys);
        Assert.Equal(("site:a.example.com", TimeSpan.FromSeconds(30)), (route.ClusterId, route.Timeout));
        var probe = cluster.HealthCheck!.Active!;
        Assert.Equal(
            (true, HealthPolicy.Http, "/healthz", TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500)),
            (probe.Enabled, probe.Policy, probe.Path, probe.Interval, probe.Timeout));
        var rules = UpstreamHealth.Read(cluster.Metadata, (key, problem) => Assert.Fail(key + problem));
        Assert.Equal(("ok", 3, 4, true), (rules.Body, rules.Rise, rules.Fall, rules.Status[0].Contains(399)));
        Assert.Equal((true, "ArrCookie"), (cluster.SessionAffinity!.Enabled, cluster.SessionAffinity.Policy));
        Assert.Matches("^Gateway-[0-9a-f]{8}$", cluster.SessionAffinity.AffinityKeyName);
    }

    [Theory]
    [InlineData("'Health': '/up'", HealthPolicy.Http, "/up")]
    [InlineData("'Health': 'tcp'", HealthPolicy.Tcp, null)]
    [InlineData("'Health': true", HealthPolicy.Tcp, null)]
    [InlineData("'Health': {}", HealthPolicy.Tcp, null)]
    [InlineData("'Health': false", null, null)]
    [InlineData("'Health': 'off'", null, null)]
    [InlineData("'Http': 'serve'", HealthPolicy.Tcp, null)]
    public async Task Health_has_short_forms(string health, string? policy, string? path)
    {
        var cluster = Assert.Single((await SiteAsync($"{{ 'To': 'http://10.0.0.1', {health} }}")).Clusters);

        Assert.Equal((policy, path), (cluster.HealthCheck?.Active?.Policy, cluster.HealthCheck?.Active?.Path));
    }

    [Fact]
    public async Task A_path_goes_where_its_site_goes_unless_it_says_where()
    {
        var config = await SiteAsync("""
            { 'To': 'http://10.0.0.1', 'Timeout': '5s', 'Rewrite': { 'AddPrefix': '/v2' }, 'Paths': {
              '/same': { 'Allow': '10.0.0.0/8' }, '/other': 'http://10.0.0.2', '/told': { 'Answer': 200 } } }
            """);

        Assert.Equal(
            [
                ("site:a.example.com", "site:a.example.com"), ("site:a.example.com/same", "site:a.example.com"),
                ("site:a.example.com/other", "site:a.example.com/other"), ("site:a.example.com/told", null),
            ],
            config.Routes.Select(route => (route.RouteId, route.ClusterId)));
        Assert.Equal(["site:a.example.com", "site:a.example.com/other"], config.Clusters.Select(c => c.ClusterId));
        Assert.All(config.Routes, route => Assert.Equal(TimeSpan.FromSeconds(5), route.Timeout));
        Assert.NotNull(config.Routes[1].Transforms);
        Assert.Null(config.Routes[2].Transforms);
    }

    [Fact]
    public async Task Track_follows_the_upstreams_of_a_path_and_not_those_that_nobody_asks()
    {
        var text = "'Listen': { 'Https': '*:443' }, 'Sites': { 'a.example.com': { 'To': 'http://10.0.0.1', 'Health': false, "
            + "'Paths': { '/api': 'http://10.0.0.2' } } }, 'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 1, "
            + "'Addresses': '10.0.0.9/24', 'Track': { 'cluster:site:a.example.com/api': -60, 'cluster:site:a.example.com': -60 } } } }";

        Assert.Equal(
            "Vrrp:Instances:lan4:Track:cluster:site:a.example.com: never fails, for nothing asks the destinations of "
            + "site:a.example.com how they are; set Sites:a.example.com:Health to \"tcp\".",
            ConfigText.OnlyError(await ConfigText.WithNodesAsync(text)));
    }

    [Fact]
    public async Task Files_of_a_site_start_at_the_folder_of_the_configuration()
    {
        var config = await SiteAsync("{ 'Files': 'www', 'ErrorPages': { '404': 'pages/404.html' } }");

        var folder = Path.GetDirectoryName(Path.GetFullPath(ConfigText.File))!;
        Assert.Equal(Path.Combine(folder, "www"), config.Routes[0].Metadata!["Files"]);
        Assert.Equal(Path.Combine(folder, "pages/404.html"), config.Routes[0].Metadata!["ErrorPages.404"]);
    }

    [Fact]
    public async Task Check_warns_of_files_that_are_not_there_and_refuses_those_that_cannot_be_read()
    {
        var result = await ConfigText.ParseAsync(
            $"{{ {ConfigText.Node}, 'Listen': {{ 'Https': '*:443' }}, 'Sites': {{ 'a.example.com': {{ 'Files': '/no/where' }} }}, "
            + "'ErrorPages': { '404': '/tmp', '99': '/no/page.html' } }",
            ConfigText.Request with { TryFile = Gateway.Configuration.Building.RouteFiles.Find });

        Assert.Equal(
            [
                "ErrorPages:404: /tmp cannot be read: It is a folder; name a regular file.",
                "ErrorPages:99: \"99\" is no status of an error; write for example \"404\", \"4xx\" or \"5xx\".",
            ],
            result.Errors.Select(error => $"{error.Path}: {error.Message}"));
    }

    [Fact]
    public async Task Check_refuses_a_file_where_a_folder_is_served()
    {
        using var folder = new Tls.TestFolder().With("index.html", "");
        var file = Path.Combine(folder.Path, "index.html");

        var result = await ConfigText.ParseAsync(
            $"{{ {ConfigText.Node}, 'Listen': {{ 'Https': '*:443' }}, "
            + $"'Sites': {{ 'a.example.com': {{ 'Files': '{file}' }} }} }}",
            ConfigText.Request with { TryFile = Gateway.Configuration.Building.RouteFiles.Find });

        Assert.Equal(
            $"Sites:a.example.com:Files: {file} is a file; name the folder in which it is.",
            ConfigText.OnlyError(result));
    }

    [Fact]
    public async Task Check_reads_the_users()
    {
        using var folder = new Tls.TestFolder().With("users", "# mine\nalice:$2y$10$abc\n");
        var file = Path.Combine(folder.Path, "users");

        var result = await ConfigText.ParseAsync(
            $"{{ {ConfigText.Node}, 'Listen': {{ 'Https': '*:443' }}, 'Sites': {{ 'a.example.com': {{ 'Answer': 200, "
            + $"'Auth': {{ 'Basic': {{ 'UsersFile': '{file}' }} }} }} }} }}",
            ConfigText.Request with { TryFile = Gateway.Configuration.Building.RouteFiles.Find });

        Assert.Equal(
            $"Sites:a.example.com:Auth:Basic:UsersFile: {file}, line 2: bcrypt is not known here; make the line with "
            + "`gateway hash-password`.",
            ConfigText.OnlyError(result));
    }

    [Theory]
    [InlineData("'Answer': 200, 'Auth': { 'Basic': { 'UsersFile': '@' } }", "Auth:Basic:UsersFile")]
    [InlineData("'Answer': { 'File': '@' }", "Answer:File")]
    [InlineData("'Answer': 200, 'ErrorPages': { '404': '@' }", "ErrorPages:404")]
    public async Task Check_does_not_wait_for_a_fifo(string site, string key)
    {
        using var folder = new Tls.TestFolder().WithFifo("fifo");
        var file = Path.Combine(folder.Path, "fifo");
        var text = $"{{ {ConfigText.Node}, 'Listen': {{ 'Https': '*:443' }}, 'Sites': {{ 'a.example.com': {{ "
            + $"{site.Replace("@", file, StringComparison.Ordinal)} }} }} }}";
        var request = ConfigText.Request with { TryFile = Gateway.Configuration.Building.RouteFiles.Find };

        var result = await Task.Run(() => ConfigText.ParseAsync(text, request)).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(
            $"Sites:a.example.com:{key}: {file} cannot be read: It is a FIFO; name a regular file.",
            ConfigText.OnlyError(result));
    }

    private static Task<GatewayConfig> SiteAsync(string site) =>
        ConfigText.ValidAsync($"'Listen': {{ 'Https': '*:443' }}, 'Sites': {{ 'a.example.com': {site} }}");
}
