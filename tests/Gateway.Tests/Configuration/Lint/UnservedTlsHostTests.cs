using Gateway.Tests.Tls;

namespace Gateway.Tests.Configuration.Lint;

/// <summary>Terms of TLS that no host has; the other rules are in <see cref="LinterTests"/>.</summary>
public sealed class UnservedTlsHostTests
{
    private const string Vault = "'Sites': { 'vault.test': 'http://10.0.0.9' }";

    [Fact]
    public async Task A_host_that_nothing_serves_is_told() => Assert.Equal(
        ["appsettings.json:1:186: warning [unserved-tls-host] Tls:Hosts:vualt.test: no site or route has this "
            + "host, so what stands here protects nothing, and a host that was meant is open; did you mean "
            + "\"vault.test\"?"],
        await LintAsync("vualt.test", Vault));

    [Theory]
    [InlineData("'Http': '*:80'",
        "warning [tls-without-https] Tls:Hosts:vault.test:ClientCa: asks nobody for a certificate, for there is no HTTPS listener where one could be shown; add \"Https\": \"*:443\" to Listen, or remove it.|"
        + "warning [tls-without-https] Tls:Hosts:vault.test:Hsts: does nothing, for there is no HTTPS listener, and the header goes out over HTTPS alone; add \"Https\": \"*:443\" to Listen, or remove it.")]
    // A balancer in front may have ended TLS: then the request counts as one of HTTPS.
    [InlineData("'Http': '*:80', 'TrustedProxies': '10.0.0.0/8'",
        "warning [tls-without-https] Tls:Hosts:vault.test:ClientCa: asks nobody for a certificate, for there is no HTTPS listener where one could be shown; add \"Https\": \"*:443\" to Listen, or remove it.")]
    [InlineData("'Http': '*:80', 'Https': '*:443'", "")]
    public async Task Terms_of_TLS_where_nobody_speaks_it_are_told(string listen, string expected)
    {
        using var folder = new TestFolder().With("ca.crt", TestCertificate.Root().Pem);
        var result = await ConfigText.WithNodesAsync($$"""
            'Listen': { {{listen}} }, {{Vault}},
            'Tls': { 'Hosts': { 'vault.test': { 'Hsts': true, 'ClientCa': '{{folder.Path}}/ca.crt' } } }
            """);
        _ = ConfigText.Valid(result);

        Assert.Equal(
            expected,
            string.Join('|', result.Warnings.Where(warning => warning.Id == "tls-without-https")
                .Select(warning => warning.ToString().Split(": ", 2)[1]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_host_whose_TLS_ends_behind_a_stream_is_told() => Assert.EndsWith(
        "Tls:Hosts:vpn.test: a stream passes the TLS of this host on, so what stands here protects nothing; let its "
            + "upstream do it, or serve the host by a site.",
        Assert.Single(await LintAsync("vpn.test", "'Streams': { 'vpn': { 'ServerNames': 'vpn.test', 'To': '10.0.0.9:443' } }")),
        StringComparison.Ordinal);

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
    [InlineData("vpn.test", "'Streams': { 'vpn': { 'ServerNames': 'vpn.test', 'To': '10.0.0.9:443' } }", true)]
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
