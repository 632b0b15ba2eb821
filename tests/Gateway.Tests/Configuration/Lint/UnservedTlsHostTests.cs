namespace Gateway.Tests.Configuration.Lint;

/// <summary>Terms of TLS that no host has; the other rules are in <see cref="LinterTests"/>.</summary>
public sealed class UnservedTlsHostTests
{
    private const string Vault = "'Sites': { 'vault.test': 'http://10.0.0.9' }";

    [Fact]
    public async Task A_host_that_nothing_serves_is_told() => Assert.Equal(
        ["appsettings.json:1:186: warning [unserved-tls-host] Tls:Hosts:vualt.test: no site, route or stream has this "
            + "host, so what stands here protects nothing, and a host that was meant is open; did you mean "
            + "\"vault.test\"?"],
        await LintAsync("vualt.test", Vault));

    [Theory]
    [InlineData("vault.test", Vault, false)]
    [InlineData("VAULT.test", Vault, false)]
    [InlineData("*.test", Vault, false)]
    [InlineData("*.vault.test", Vault, true)]
    [InlineData("test", Vault, true)]
    [InlineData("vault.test.", Vault, true)]
    [InlineData("a.b.test", "'Sites': { '*.test': 'http://10.0.0.9' }", false)]
    [InlineData("test", "'Sites': { '*.test': 'http://10.0.0.9' }", true)]
    [InlineData("xn--bcher-kva.test", "'Sites': { 'bücher.test': 'http://10.0.0.9' }", false)]
    [InlineData("any.test", "'Sites': { 'vault.test': 'http://10.0.0.9', '*': 'http://10.0.0.9' }", false)]
    [InlineData("vpn.test", "'Streams': { 'vpn': { 'ServerNames': 'vpn.test', 'To': '10.0.0.9:443' } }", false)]
    [InlineData("other.test", "'Streams': { 'vpn': { 'ServerNames': 'vpn.test', 'To': '10.0.0.9:443' } }", true)]
    [InlineData("app.test", "'ReverseProxy': { 'Routes': { 'r': { 'ClusterId': 'c', 'Match': { 'Hosts': [ "
        + "'app.test:8443' ], 'Path': '/' } } }, 'Clusters': { 'c': { 'Destinations': { 'd': { "
        + "'Address': 'http://10.0.0.9' } } } } }", false)]
    [InlineData("app.test", "'ReverseProxy': { 'Routes': { 'r': { 'ClusterId': 'c', 'Match': { 'Path': '/' } } }, "
        + "'Clusters': { 'c': { 'Destinations': { 'd': { 'Address': 'http://10.0.0.9' } } } } }", false)]
    public async Task It_counts_as_served_by_its_name_or_by_a_wildcard(string host, string served, bool isTold) =>
        Assert.Equal(isTold, (await LintAsync(host, served)).Length == 1);

    private static async Task<string[]> LintAsync(string host, string served)
    {
        var result = await ConfigText.WithNodesAsync(
            $"'Listen': {{ 'Https': '*:443' }}, 'Tls': {{ 'Hosts': {{ '{host}': {{ 'Hsts': true }} }} }}, {served}");
        _ = ConfigText.Valid(result);
        return [.. result.Warnings.Select(warning => warning.ToString())];
    }
}
