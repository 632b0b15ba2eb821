using Gateway.Tests.Tls;

namespace Gateway.Tests.Configuration.Lint;

/// <summary>A site or route that wants certificates of clients by some of its hosts only.</summary>
public sealed class HalfOpenSiteTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_site_that_is_open_by_its_name_is_told_once() => Assert.Equal(
        [
            "warning [half-open-site] Tls:Hosts:b.test:ClientCa: does not hold for \"a.test\", by which clients "
                + "without a certificate come to the same upstream; add an entry for that host, or take it out of the "
                + "site or route.",
        ],
        await LintAsync(
            "b.test", "require",
            "'Sites': { 'a.test': { 'To': 'http://10.0.0.9', 'Aliases': 'b.test', 'Paths': { '/x': { 'Answer': 200 } } } }"));

    [Theory]
    // Its aliases have what the name of the site has.
    [InlineData(0, "a.test", "require", "'Sites': { 'a.test': { 'To': 'http://10.0.0.9', 'Aliases': [ 'b.test', '192.0.2.1' ] } }")]
    [InlineData(0, "*.test", "require", "'Sites': { 'a.test': { 'To': 'http://10.0.0.9', 'Aliases': 'b.example' } }")]
    [InlineData(0, "b.test", "optional", "'Sites': { 'a.test': { 'To': 'http://10.0.0.9', 'Aliases': 'b.test' } }")]
    [InlineData(0, "b.test", "require", "'Sites': { 'a.test': 'http://10.0.0.9', 'b.test': 'http://10.0.0.9' }")]
    [InlineData(1, "a.test", "require", "'ReverseProxy': { 'Routes': { 'r': { 'ClusterId': 'c', 'Match': { 'Hosts': [ "
        + "'a.test:8443', '192.0.2.1' ], 'Path': '/' } } }, 'Clusters': { 'c': { 'Destinations': { 'd': { "
        + "'Address': 'http://10.0.0.9' } } } } }")]
    public async Task It_is_told_where_a_host_is_open(int told, string host, string clients, string served) =>
        Assert.Equal(told, (await LintAsync(host, clients, served)).Length);

    [Fact]
    public async Task The_closest_entry_is_a_host_s_own_whatever_stands_first() => Assert.Single(await LintAsync(
        "vault.test", "require",
        "'ReverseProxy': { 'Routes': { 'r': { 'ClusterId': 'c', 'Match': { 'Hosts': [ 'vault.test', 'b.example' ], "
            + "'Path': '/' } } }, 'Clusters': { 'c': { 'Destinations': { 'd': { 'Address': 'http://10.0.0.9' } } } } }",
        before: $"'*.test': {{ 'ClientCa': '{_folder.Path}/ca.crt', 'ClientCertificate': 'optional' }}, "));

    private async Task<string[]> LintAsync(string host, string clients, string served, string before = "")
    {
        _folder.With("ca.crt", TestCertificate.Root().Pem);
        var result = await ConfigText.WithNodesAsync($$"""
            'Listen': { 'Https': '*:443' }, {{served}}, 'Tls': { 'Hosts': { {{before}}'{{host}}': {
              'ClientCa': '{{_folder.Path}}/ca.crt', 'ClientCertificate': '{{clients}}' } } }
            """);
        _ = ConfigText.Valid(result);
        return [.. result.Warnings.Select(warning => warning.ToString().Split(": ", 2)[1])];
    }
}
