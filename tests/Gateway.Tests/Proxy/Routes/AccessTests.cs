using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Tests.Proxy.Routes;

/// <summary><c>Allow</c>, <c>Deny</c>, <c>MaxBody</c>, <c>MaxHeader</c>, <c>Timeout</c>.</summary>
public sealed class AccessTests
{
    [Theory]
    [InlineData("'Allow': '127.0.0.0/8'", 200)]
    [InlineData("'Allow': [ '10.0.0.0/8', '127.0.0.1' ]", 200)]
    [InlineData("'Allow': '10.0.0.0/8'", 403)]
    [InlineData("'Deny': '127.0.0.1'", 403)]
    [InlineData("'Deny': '10.0.0.0/8'", 200)]
    [InlineData("'Allow': '127.0.0.0/8', 'Deny': '127.0.0.1'", 403)]
    [InlineData("'Allow': '::/0'", 403)]
    [InlineData("'Allow': '::ffff:127.0.0.0/104'", 200)]
    [InlineData("'Allow': '::ffff:0:0/96'", 200)]
    [InlineData("'Allow': '::ffff:10.0.0.0/104'", 403)]
    [InlineData("'Deny': '::ffff:127.0.0.1'", 403)]
    [InlineData("'Deny': '::ffff:127.0.0.0/120'", 403)]
    public async Task Only_those_may_come_that_may(string rule, int expected)
    {
        await using var rig = await SiteRig.StartAsync($"'app.example.com': {{ 'Answer': 200, {rule} }}");

        Assert.Equal(expected, await rig.StatusAsync());
    }

    [Theory]
    [InlineData("/", 403)]
    [InlineData("/open", 200)]
    [InlineData("/shut", 403)]
    public async Task A_path_inherits_and_may_say_otherwise(string path, int expected)
    {
        await using var rig = await SiteRig.StartAsync("""
            'app.example.com': { 'Answer': 200, 'Allow': '10.0.0.0/8',
                                 'Paths': { '/open': { 'Allow': '127.0.0.1' }, '/shut': { 'Answer': 200 } } }
            """);

        Assert.Equal(expected, await rig.StatusAsync(path));
    }

    // What upstreams make one path of is one path to the rules, and goes on as it came.
    [Theory]
    [InlineData("//shut/a", null)]
    [InlineData("/%2Fshut/a", null)]
    [InlineData("/shut%2fa", null)]
    [InlineData("//open//a%2Fb/", "//open//a%2Fb/")]
    public async Task Double_and_encoded_slashes_lead_past_no_rule(string path, string? forwarded)
    {
        await using var upstream = await Upstream.StartAsync(context => context.Response.WriteAsync(
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget));
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'To': '{{upstream.Address}}', 'Paths': { '/shut': { 'Deny': '127.0.0.1' } } }
            """);

        using var response = await rig.GetAsync(path);

        Assert.Equal(forwarded is null ? 403 : 200, (int)response.StatusCode);
        Assert.Equal(forwarded ?? "403: Forbidden.\n", await response.Content.ReadAsStringAsync());
    }

    // Servlet containers take the part from the semicolon on for a parameter, before they unescape.
    [Theory]
    [InlineData("/shut;x=1/a", null)]
    [InlineData("/shut%3Bx/a", null)]
    [InlineData("/;x/shut", null)]
    [InlineData("/shut;%2Fopen/a", null)]
    [InlineData("/shut/open;v=1/a", "/shut/open;v=1/a")]
    [InlineData("/a;v=1/b%3Bc;d=e%2Ff", "/a;v=1/b%3Bc;d=e%2Ff")]
    public async Task Parameters_lead_past_no_rule_and_go_on_as_they_came(string path, string? forwarded)
    {
        await using var upstream = await Upstream.StartAsync(context => context.Response.WriteAsync(
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget));
        await using var rig = await SiteRig.StartAsync($$"""
            'app.example.com': { 'To': '{{upstream.Address}}', 'Paths': {
              '/shut': { 'Deny': '127.0.0.1' }, '/shut/open': '{{upstream.Address}}' } }
            """);

        using var response = await rig.GetAsync(path);

        Assert.Equal(forwarded ?? "403: Forbidden.\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_client_of_a_trusted_proxy_counts_and_not_what_others_say()
    {
        const string Site = "'app.example.com': { 'Answer': 200, 'Allow': '192.0.2.0/24' }";
        await using var trusting = await SiteRig.StartAsync(
            Site, "'Listen': { 'Http': '*:80', 'Https': '*:443', 'TrustedProxies': '127.0.0.1' }");
        await using var alone = await SiteRig.StartAsync(Site);

        Assert.Equal(200, await trusting.StatusAsync(headers: ("X-Forwarded-For", "192.0.2.7")));
        Assert.Equal(403, await trusting.StatusAsync(headers: ("X-Forwarded-For", "198.51.100.7")));
        Assert.Equal(403, await alone.StatusAsync(headers: ("X-Forwarded-For", "192.0.2.7")));
    }

    // RFC 7239 section 6.2 and 6.3. The rule lets the proxy itself in.
    [Theory]
    [InlineData("X-Forwarded-For", "unknown", 403)]
    [InlineData("X-Forwarded-For", "_hidden", 403)]
    [InlineData("X-Forwarded-For", "192.0.2.7, x", 403)]
    [InlineData("X-Forwarded-For", "unknown, 127.0.0.2", 403)]
    [InlineData("X-Forwarded-For", "unknown, 192.0.2.7", 200)]
    [InlineData("X-Forwarded-For", "127.0.0.2", 200)]
    [InlineData("X-Other", "unknown", 200)]
    [InlineData("Forwarded", "for=unknown", 403)]
    [InlineData("Forwarded", "for=_hidden;proto=https", 403)]
    [InlineData("Forwarded", "rubbish", 403)]
    [InlineData("Forwarded", "for=192.0.2.7", 200)]
    public async Task A_client_whom_the_trusted_proxy_does_not_know_may_not_come(
        string name, string value, int expected)
    {
        await using var rig = await SiteRig.StartAsync(
            "'app.example.com': { 'Answer': 200, 'Allow': [ '127.0.0.0/8', '192.0.2.0/24' ] }",
            "'Listen': { 'Http': '*:80', 'Https': '*:443', 'TrustedProxies': '127.0.0.0/8' }");

        Assert.Equal(expected, await rig.StatusAsync(headers: (name, value)));
    }

    [Theory]
    [InlineData("1.1", 1024, true, "read")]
    [InlineData("1.1", 1025, true, "413: the body of the request is too large.\n")]
    [InlineData("1.1", 900, false, "read")]
    [InlineData("1.1", 4000, false, "413: the body of the request is too large.\n")]
    [InlineData("1.1", 100_000, false, "413: the body of the request is too large.\n")]
    [InlineData("1.1", 3_000_000, false, "413: the body of the request is too large.\n")]
    [InlineData("2.0", 900, false, "read")]
    [InlineData("2.0", 10_000, false, "413: the body of the request is too large.\n")]
    public async Task A_body_beyond_MaxBody_is_413(string version, int size, bool saysLength, string expected)
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await context.Response.WriteAsync("read");
        });
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'To': '{upstream.Address}', 'MaxBody': '1KB' }}");

        using var body = new MemoryStream(new byte[size]);
        using var request = new HttpRequestMessage(HttpMethod.Post, rig.Proxy.Uri())
        {
            Version = Version.Parse(version),
            // The length of a pipe is not known.
            Content = new StreamContent(saysLength ? body : PipeReader.Create(body).AsStream()),
        };

        using var response = await rig.Proxy.SendAsync(request);

        Assert.Equal(
            expected == "read" ? HttpStatusCode.OK : HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(100, 200)]
    [InlineData(2000, 431)]
    public async Task Headers_beyond_MaxHeader_are_431(int size, int expected)
    {
        await using var rig = await SiteRig.StartAsync("'app.example.com': { 'Answer': 200, 'MaxHeader': '1KB' }");

        Assert.Equal(expected, await rig.StatusAsync(headers: ("X-Long", new string('a', size))));
    }

    [Fact]
    public async Task A_request_that_takes_longer_than_Timeout_gets_504_and_others_their_answer()
    {
        await using var upstream = await Upstream.StartAsync(context => context.Request.Path == "/slow"
            ? Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted)
            : Task.CompletedTask);
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'To': '{upstream.Address}', 'Timeout': '300ms' }}");

        using var slow = await rig.GetAsync("/slow");

        Assert.Equal(HttpStatusCode.GatewayTimeout, slow.StatusCode);
        Assert.Equal(
            "504: the server behind this one took too long.\n", await slow.Content.ReadAsStringAsync());
        Assert.Equal(200, await rig.StatusAsync("/quick"));
    }

    [Fact]
    public async Task The_Timeout_of_a_route_of_YARP_works_as_well()
    {
        await using var upstream = await Upstream.StartAsync(
            context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted));
        await using var rig = await SiteRig.StartAsync("", $$"""
            'ReverseProxy': {
              'Routes': { 'a': { 'ClusterId': 'c', 'Timeout': '00:00:00.3', 'Match': { 'Path': '/{**rest}' } } },
              'Clusters': { 'c': { 'Destinations': { 'd': { 'Address': '{{upstream.Address}}' } } } } }
            """);

        Assert.Equal(504, await rig.StatusAsync());
    }
}
