using System.Security.Cryptography.X509Certificates;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Shared;
using Yarp.ReverseProxy.Model;

namespace Gateway.Tests.Proxy.Routes;

/// <summary>Issue 6, points 2 to 4: what a site says of its upstreams, with requests.</summary>
public sealed class SiteUpstreamsTests : IDisposable
{
    private const string Nobody = "http://127.0.0.1:1";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Weight_and_balance_share_the_load()
    {
        await using var one = await Upstream.SayingAsync("one");
        await using var other = await Upstream.SayingAsync("other");
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'To': [ {{ 'Address': '{one.Address}', 'Weight': 3 }}, '{other.Address}' ], 'Balance': 'RoundRobin' }}");

        Assert.Equal(6, (await AskAsync(rig, 8)).Count(answer => answer == "one"));
    }

    [Fact]
    public async Task A_backup_is_asked_when_the_other_cannot_be()
    {
        await using var one = await Upstream.SayingAsync("one");
        await using var backup = await Upstream.SayingAsync("backup");
        var spare = $"{{ 'Address': '{backup.Address}', 'Backup': true }}";
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'To': [ '{one.Address}', {spare} ], 'Balance': 'RoundRobin', "
            + $"'Paths': {{ '/ill': {{ 'To': [ '{Nobody}', {spare} ] }} }} }}");

        Assert.All(await AskAsync(rig, 6), answer => Assert.Equal("one", answer));
        Assert.Equal("backup", await rig.TextAsync("/ill"));
    }

    [Fact]
    public async Task Who_fails_the_probe_of_its_site_is_asked_for_nothing_else()
    {
        await using var ill = await Upstream.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/ready" ? 503 : 200;
            return context.Response.WriteAsync("ill");
        });
        await using var well = await Upstream.SayingAsync("well");
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'To': [ '{ill.Address}', '{well.Address}' ], 'Balance': 'RoundRobin', 'Health': '/ready' }}");

        var patience = RunningProxy.Timeout;
        while (rig.Proxy.Server.Destinations.Of("site:app.example.com").All(
            found => found.Active.Health != DestinationHealth.Unhealthy))
        {
            patience.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }

        Assert.All(await AskAsync(rig, 6), answer => Assert.Equal("well", answer));
    }

    [Fact]
    public async Task A_hash_keeps_a_client_where_it_is()
    {
        await using var one = await Upstream.SayingAsync("one");
        await using var other = await Upstream.SayingAsync("other");
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'To': [ '{one.Address}', '{other.Address}' ], 'Balance': 'AddressHash' }}");

        Assert.Single((await AskAsync(rig, 10)).Distinct());
    }

    /// <summary>Of two, power of two choices looks at both.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(", 'Balance': 'LeastRequests'")]
    public async Task Who_has_fewer_requests_under_way_is_asked(string balance)
    {
        var (busy, end) = (new TaskCompletionSource<string>(), new TaskCompletionSource());
        await using var one = await Upstream.StartAsync(context => AnswerAsync(context, "one"));
        await using var other = await Upstream.StartAsync(context => AnswerAsync(context, "other"));
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'To': [ '{one.Address}', '{other.Address}' ], 'Health': 'off'{balance} }}");

        var waiting = rig.TextAsync("/wait");
        var idle = await busy.Task.WaitAsync(RunningProxy.Timeout) == "one" ? "other" : "one";

        Assert.All(await AskAsync(rig, 20), answer => Assert.Equal(idle, answer));
        end.SetResult();
        Assert.Equal(await busy.Task, await waiting);

        async Task AnswerAsync(HttpContext context, string name)
        {
            if (context.Request.Path == "/wait")
            {
                busy.SetResult(name);
                await end.Task;
            }

            await context.Response.WriteAsync(name);
        }
    }

    [Theory]
    [InlineData(0, 502)]
    [InlineData(1, 200)]
    public async Task Retries_ask_another(int retries, int status)
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'To': [ '{Nobody}', {{ 'Address': '{upstream.Address}', 'Backup': true }} ], 'Health': 'off', "
            + $"'Retries': {retries} }}");

        Assert.Equal(status, await rig.StatusAsync());
    }

    [Fact]
    public async Task Slow_start_gives_a_share_little_by_little()
    {
        await using var one = await Upstream.SayingAsync("one");
        await using var other = await Upstream.SayingAsync("other");
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'To': [ '{one.Address}', '{other.Address}' ], 'Balance': 'RoundRobin', 'SlowStart': '1h' }}");
        var name = new Uri(one.Address).Authority;

        _ = rig.Proxy.Server.Drains.Drain("site:app.example.com", name);
        _ = rig.Proxy.Server.Drains.Resume("site:app.example.com", name);

        // A hundredth at the beginning of the hour: more than ten of a hundred come once in ten million runs.
        Assert.InRange((await AskAsync(rig, 100)).Count(answer => answer == "one"), 0, 10);
    }

    [Fact]
    public async Task A_rate_of_a_site_is_for_each_of_its_paths()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'To': '{upstream.Address}', 'RequestsPerSecond': 1, 'RequestBurst': 1, 'Paths': {{ "
            + "'/own': { 'MaxBody': '1KB' }, '/much': { 'RequestsPerSecond': 1000, 'RequestBurst': 1000 } } }");

        Assert.Equal(200, await rig.StatusAsync());
        Assert.Equal(200, await rig.StatusAsync("/own"));
        Assert.All(await AskAsync(rig, 10, "/much"), answer => Assert.Equal("here", answer));
        // One a second: of ten at once, most are too many.
        var answers = new List<int>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await rig.StatusAsync());
        }

        Assert.Contains(429, answers);
    }

    [Theory]
    [InlineData("", 502, null)]
    [InlineData("'UpstreamCa': '{ca}'", 200, "HTTP/2")]
    [InlineData("'UpstreamCa': '{ca}', 'UpstreamHttp': '1.1'", 200, "HTTP/1.1")]
    [InlineData("'UpstreamCa': '{ca}', 'UpstreamHttp': '2'", 200, "HTTP/2")]
    [InlineData("'UpstreamPin': '{pin}'", 200, "HTTP/2")]
    [InlineData("'UpstreamPin': [ '{other}', '{pin}' ]", 200, "HTTP/2")]
    [InlineData("'UpstreamPin': '{other}'", 502, null)]
    public async Task An_upstream_with_TLS_is_believed_and_spoken_to_as_the_site_says(
        string keys, int status, string? protocol)
    {
        var (leaf, authority) = TestCertificate.Issued("localhost");
        _ = _folder.With("ca.pem", authority.Pem);
        keys = keys.Replace("{ca}", Path.Combine(_folder.Path, "ca.pem"), StringComparison.Ordinal)
            .Replace("{pin}", leaf.Pin, StringComparison.Ordinal)
            .Replace("{other}", TestCertificate.For("other.example.com").Pin, StringComparison.Ordinal);
        await using var upstream = await StartAsync(leaf, HttpProtocols.Http1AndHttp2);
        var address = upstream.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await using var rig = await SiteRig.StartAsync($"'app.example.com': {{ 'To': '{address}', 'Health': 'off', {keys} }}");

        using var response = await rig.GetAsync();

        Assert.Equal(status, (int)response.StatusCode);
        Assert.True(protocol is null || protocol == await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_upstream_without_TLS_is_spoken_to_in_HTTP_2_when_the_site_says_so()
    {
        await using var upstream = await StartAsync(null, HttpProtocols.Http2);
        await using var rig = await SiteRig.StartAsync(
            $"'app.example.com': {{ 'To': '{upstream.Address}', 'UpstreamHttp': 'h2c', 'Health': '/', 'ConnectTimeout': '30s', 'IdleTimeout': '30s' }}");

        Assert.Equal("HTTP/2", await rig.TextAsync());
    }

    private static async Task<List<string>> AskAsync(SiteRig rig, int times, string path = "/")
    {
        var answers = new List<string>();
        for (var i = 0; i < times; i++)
        {
            answers.Add(await rig.TextAsync(path));
        }

        return answers;
    }

    private static Task<Upstream> StartAsync(TestCertificate? leaf, HttpProtocols protocols) =>
        Upstream.StartAsync(
            context => context.Response.WriteAsync(context.Request.Protocol), protocols,
            leaf is null ? null : X509Certificate2.CreateFromPem(leaf.Pem, leaf.Key));
}
