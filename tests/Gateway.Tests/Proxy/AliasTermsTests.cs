using Gateway.Tests.Proxy.Routes;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Proxy;

/// <summary>An alias leads to the upstream of its site: who has no certificate must not get there by it.</summary>
public sealed class AliasTermsTests : IDisposable
{
    private const string Alias = "app.example.net";

    private readonly TestCertificate _authority = TestCertificate.Root();
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_name_asks_for_the_certificate_that_its_site_wants()
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var proxy = await StartAsync(upstream, "require");

        var said = await proxy.AskAsync(Alias, Alias, _authority.Client("any"));

        Assert.StartsWith("HTTP/1.1 200", said, StringComparison.Ordinal);
        Assert.Contains("Strict-Transport-Security: max-age=31536000\r\n", said, StringComparison.Ordinal);
        await MutualTls.RefusedAsync(() => proxy.AskAsync(Alias, Alias, null));
    }

    // A client cannot ask for an address by name (RFC 6066 section 3): nobody tells the server for which host it is.
    [Theory]
    [InlineData("require", "127.0.0.1", 421)]
    [InlineData("require", "[0:0::1]", 421)]
    [InlineData("optional", "127.0.0.1", 200)]
    [InlineData("optional", "[0:0::1]", 200)]
    public async Task An_address_where_no_certificate_can_be_asked_for_is_closed_if_one_is_required(
        string clients, string host, int status)
    {
        await using var upstream = await Upstream.SayingAsync("here");
        await using var proxy = await StartAsync(upstream, clients);

        var said = await proxy.AskAsync(null, host, _authority.Client("any"));

        Assert.StartsWith($"HTTP/1.1 {status} ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Strict-Transport-Security", said, StringComparison.Ordinal);
        Assert.Null(await proxy.Server.SelfTest.ProbeAsync(RunningProxy.Timeout));
    }

    private async Task<RunningProxy> StartAsync(Upstream upstream, string clients) =>
        await RunningProxy.StartAsync(await SiteRig.ConfigOfAsync(
            $"'{Configs.Host}': {{ 'To': '{upstream.Address}', 'Aliases': [ '{Alias}', '127.0.0.1', '[::1]' ] }}",
            $$"""
            'Tls': { 'Hosts': { '{{Configs.Host}}': {
              'ClientCa': '{{_folder.With("ca.crt", _authority.Pem).Path}}/ca.crt', 'ClientCertificate': '{{clients}}',
              'Hsts': { 'IncludeSubdomains': true } } } }
            """));
}
