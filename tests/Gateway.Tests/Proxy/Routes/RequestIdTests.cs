using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;
using Shared;

namespace Gateway.Tests.Proxy.Routes;

public sealed class RequestIdTests : IDisposable
{
    private const string Header = "X-Request-Id";
    private const string Trusting = "'Listen': { 'Http': '*:80', 'Https': '*:443', 'TrustedProxies': '127.0.0.1' }";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Upstream_client_and_access_log_get_the_same_id()
    {
        var file = Path.Combine(_folder.Path, "access.log");
        await using var upstream = await StartUpstreamAsync();
        await using var rig = await StartAsync(upstream, $"'RequestId': true, 'AccessLog': {{ 'File': '{file}' }}");

        using var response = await rig.GetAsync();
        var id = Assert.Single(response.Headers.GetValues(Header));

        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Equal(id, await response.Content.ReadAsStringAsync());
        var end = RunningProxy.Timeout;
        var expected = $"\"requestId\":\"{id}\"";
        while (!File.Exists(file)
            || !(await File.ReadAllTextAsync(file)).Contains(expected, StringComparison.Ordinal))
        {
            end.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }
    }

    [Theory]
    [InlineData(true, "from-before_1", true)]
    [InlineData(false, "from-before_1", false)]
    [InlineData(true, "two words", false)]
    [InlineData(true, "", false)]
    public async Task That_of_a_trusted_proxy_is_kept_if_it_is_one(bool isTrusted, string said, bool isKept)
    {
        await using var upstream = await StartUpstreamAsync();
        await using var rig = await StartAsync(
            upstream, "'RequestId': true" + (isTrusted ? $", {Trusting}" : ""));

        using var response = await rig.GetAsync("/", Configs.Host, (Header, said));

        Assert.Equal(isKept, await response.Content.ReadAsStringAsync() == said);
        Assert.Equal(isKept, response.Headers.GetValues(Header).Single() == said);
    }

    [Fact]
    public async Task One_that_is_too_long_is_replaced()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var rig = await StartAsync(upstream, $"'RequestId': true, {Trusting}");

        using var response = await rig.GetAsync("/", Configs.Host, (Header, new string('a', 129)));

        Assert.Equal(32, response.Headers.GetValues(Header).Single().Length);
    }

    [Fact]
    public async Task No_client_takes_it_away_again()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var rig = await StartAsync(upstream, "'RequestId': true");

        using var response = await rig.GetAsync("/", Configs.Host, ("Connection", Header));

        Assert.Equal(response.Headers.GetValues(Header).Single(), await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Nobody_gets_one_unless_told()
    {
        await using var upstream = await StartUpstreamAsync();
        await using var rig = await StartAsync(upstream, "'Plugins': {}");

        using var response = await rig.GetAsync("/", Configs.Host, (Header, "client"));

        Assert.Equal("client", await response.Content.ReadAsStringAsync());
        Assert.False(response.Headers.Contains(Header));
    }

    // It sends the id back, and one of its own.
    private static Task<Upstream> StartUpstreamAsync() => Upstream.StartAsync(context =>
    {
        var id = context.Request.Headers[Header].ToString();
        if (id != "client")
        {
            context.Response.Headers[Header] = new Microsoft.Extensions.Primitives.StringValues(["mine", id]);
        }

        return context.Response.WriteAsync(id);
    });

    private static Task<SiteRig> StartAsync(Upstream upstream, string rest) =>
        SiteRig.StartAsync($"'app.example.com': '{upstream.Address}'", rest);
}
