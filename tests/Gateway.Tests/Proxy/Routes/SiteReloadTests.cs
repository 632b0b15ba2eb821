using System.Net;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy.Routes;

/// <summary>What changes while it runs, and who stays with whom.</summary>
public sealed class SiteReloadTests : IDisposable
{
    private readonly TestFolder _folder = new TestFolder().With("one.html", "one").With("other.html", "other");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("'Deny': '127.0.0.1'", 403)]
    [InlineData("'MaxHeader': '10'", 431)]
    [InlineData("'Auth': { 'Basic': { 'UsersFile': '/no/where' } }", 401)]
    [InlineData("'Auth': { 'Forward': { 'Url': 'http://127.0.0.1:1/' } }", 503)]
    public async Task What_a_route_does_changes_with_the_configuration(string extra, int expected)
    {
        var before = await SiteRig.ConfigOfAsync("'app.example.com': { 'Answer': 200 }");
        var after = await SiteRig.ConfigOfAsync($"'app.example.com': {{ 'Answer': 200, {extra} }}");
        await using var rig = await SiteRig.StartAsync("'app.example.com': { 'Answer': 200 }");

        Assert.True(ConfigurationChanges.Between(before, after).AreRoutesChanged);
        Assert.Equal(200, await rig.StatusAsync());
        await rig.Proxy.Server.ChangeRoutesAsync(after.Routes, after.Clusters);
        Assert.Equal(expected, await rig.StatusAsync());
        await rig.Proxy.Server.ChangeRoutesAsync(before.Routes, before.Clusters);
        Assert.Equal(200, await rig.StatusAsync());
    }

    [Fact]
    public async Task Pages_ids_and_the_port_of_https_change_with_the_configuration()
    {
        await using var rig = await SiteRig.StartAsync("'app.example.com': { 'Answer': { 'Text': 'secure' } }", Page("one"));
        var next = await SiteRig.ConfigOfAsync("'app.example.com': 'http://10.0.0.1'", $"{Page("other")}, 'RequestId': true");
        Assert.Equal("one", await rig.TextAsync("/", "none.example.com"));

        rig.Proxy.Server.Follow(next);
        using (var listeners = rig.Proxy.Server.Bind([new(new(IPAddress.Loopback, 0), ListenScheme.Http)]))
        {
            await rig.Proxy.Server.ChangeListenersAsync(listeners);
        }

        using var other = await rig.Proxy.GetAsync("/", "none.example.com");
        Assert.Equal("other", await other.Content.ReadAsStringAsync());
        Assert.True(other.Headers.Contains("X-Request-Id"));
        using var plain = await rig.Proxy.GetAsync();
        Assert.Equal("secure", await plain.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_sticky_client_stays_with_its_upstream_and_the_paths_of_a_site_with_theirs()
    {
        await using var one = await Upstream.StartAsync(context => context.Response.WriteAsync("one"));
        await using var other = await Upstream.StartAsync(context => context.Response.WriteAsync("other"));
        var both = $"'To': [ '{one.Address}', '{other.Address}' ], 'Sticky': true";
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ {both}, 'Paths': {{ '/api': {{ {both} }} }} }}");

        using var first = await rig.GetAsync();
        using var api = await rig.GetAsync("/api");
        var cookies = first.Headers.GetValues("Set-Cookie").Concat(api.Headers.GetValues("Set-Cookie"))
            .Select(cookie => cookie.Split(';')[0]).ToArray();
        Assert.Equal(2, cookies.Select(cookie => cookie.Split('=')[0]).Distinct().Count());
        var (sent, text) = (string.Join("; ", cookies), await first.Content.ReadAsStringAsync());
        for (var i = 0; i < 20; i++)
        {
            using var again = await rig.GetAsync("/", Configs.Host, ("Cookie", sent));
            Assert.Equal(text, await again.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task The_other_node_reads_a_sticky_cookie_and_an_upstream_that_is_out_gets_nobody_by_it()
    {
        await using var one = await Upstream.SayingAsync("one");
        await using var other = await Upstream.SayingAsync("other");
        var sites = $"'app.example.com': {{ 'To': [ '{one.Address}', '{other.Address}' ], 'Sticky': true }}";
        await using var rig = await SiteRig.StartAsync(sites);
        await using var node = await SiteRig.StartAsync(sites);
        using var first = await rig.GetAsync();
        var cookie = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var text = await first.Content.ReadAsStringAsync();
        for (var i = 0; i < 20; i++)
        {
            using var there = await node.GetAsync("/", Configs.Host, ("Cookie", cookie));
            Assert.Equal(text, await there.Content.ReadAsStringAsync());
        }

        var (stuck, left) = text == "one" ? (one, "other") : (other, "one");
        _ = rig.Proxy.Server.Drains.Drain("site:app.example.com", new Uri(stuck.Address).Authority);
        using var drained = await rig.GetAsync("/", Configs.Host, ("Cookie", cookie));
        await stuck.DisposeAsync();
        using var dead = await node.GetAsync("/", Configs.Host, ("Cookie", cookie));

        Assert.Equal(left, await drained.Content.ReadAsStringAsync());
        Assert.NotEqual(cookie, drained.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Assert.Equal(left, await dead.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_path_that_is_answered_is_in_the_access_log_with_its_route()
    {
        var file = Path.Combine(_folder.Path, "access.log");
        await using (var rig = await SiteRig.StartAsync(
            "'app.example.com': { 'Answer': 410, 'Deny': '127.0.0.1' }", $"'AccessLog': {{ 'File': '{file}' }}"))
        {
            Assert.Equal(403, await rig.StatusAsync());
        }

        var line = Assert.Single(await File.ReadAllLinesAsync(file));
        Assert.Contains("\"status\":403", line, StringComparison.Ordinal);
        Assert.Contains("\"route\":\"site:app.example.com\"", line, StringComparison.Ordinal);
    }

    private string Page(string name) => $"'ErrorPages': {{ '4xx': '{_folder.Path}/{name}.html' }}";
}
