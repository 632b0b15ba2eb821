using System.Net;
using Gateway.Configuration;

namespace Gateway.Tests.Proxy.Routes;

public sealed class PlainHttpTests
{
    [Fact]
    public async Task A_site_sends_plain_http_to_https_with_host_path_and_query()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var rig = await SiteRig.StartAsync($"'app.example.com': '{upstream.Address}'");

        using var response = await rig.GetPlainAsync("/a%20b/c?d=e&f=%2F");

        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        Assert.Equal(
            $"https://app.example.com:{rig.HttpsPort}/a%20b/c?d=e&f=%2F",
            Assert.Single(response.Headers.GetValues("Location")));
        Assert.Equal("here", await rig.TextAsync("/a"));
    }

    [Fact]
    public void The_standard_port_wins_and_there_may_be_none()
    {
        var port = new Gateway.Proxy.Routes.HttpsPort(
            [new(new(IPAddress.Any, 8443), ListenScheme.Https), new(new(IPAddress.Any, 443), ListenScheme.Https)]);
        Assert.Equal(443, port.Number);

        port.Follow([new(new(IPAddress.Any, 80), ListenScheme.Http)]);
        Assert.Null(port.Number);
    }

    [Fact]
    public async Task The_challenge_of_ACME_is_served() => Assert.Equal("here", await PlainAsync(
        "'To': '{0}'", "/.well-known/acme-challenge/token"));

    [Fact]
    public async Task Http_serve_switches_it_off() =>
        Assert.Equal("here", await PlainAsync("'To': '{0}', 'Http': 'serve'", "/"));

    [Fact]
    public async Task Http_refuse_is_403() =>
        Assert.Equal("403: Forbidden.\n", await PlainAsync("'To': '{0}', 'Http': 'refuse'", "/"));

    [Fact]
    public async Task A_path_may_do_otherwise() => Assert.Equal(
        "here", await PlainAsync("'To': '{0}', 'Paths': { '/plain': { 'Http': 'serve' } }", "/plain/x"));

    [Fact]
    public async Task Behind_a_proxy_that_ends_TLS_there_is_no_loop() => Assert.Equal(
        "here", await PlainAsync("'To': '{0}'", "/", ("X-Forwarded-Proto", "https")));

    [Fact]
    public async Task Without_a_listener_for_https_nobody_is_sent_there()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        var config = await SiteRig.ConfigOfAsync(
            $"'app.example.com': {{ 'To': '{upstream.Address}', 'Http': 'redirect' }}", "'Listen': { 'Http': '*:80' }");
        await using var proxy = await RunningProxy.StartAsync(config with { Listeners = [Configs.Http] });

        using var response = await proxy.GetAsync();

        Assert.Equal("here", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_route_of_YARP_does_so_only_when_told()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var rig = await SiteRig.StartAsync("", $$"""
            'ReverseProxy': {
              'Routes': {
                'a': { 'ClusterId': 'c', 'Match': { 'Hosts': [ 'a.example.com' ] } },
                'b': { 'ClusterId': 'c', 'Match': { 'Hosts': [ 'b.example.com' ] }, 'Metadata': { 'Http': 'redirect' } } },
              'Clusters': { 'c': { 'Destinations': { 'd': { 'Address': '{{upstream.Address}}' } } } } }
            """);

        using var served = await rig.GetPlainAsync(host: "a.example.com");
        using var sent = await rig.GetPlainAsync(host: "b.example.com");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PermanentRedirect), (served.StatusCode, sent.StatusCode));
    }

    private static async Task<string> PlainAsync(string site, string path, params (string, string)[] headers)
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ {site.Replace("{0}", upstream.Address, StringComparison.Ordinal)} }}");
        using var response = await rig.GetPlainAsync(path, Configs.Host, headers);
        return await response.Content.ReadAsStringAsync();
    }
}
