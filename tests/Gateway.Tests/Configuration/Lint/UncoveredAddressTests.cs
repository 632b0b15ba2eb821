namespace Gateway.Tests.Configuration.Lint;

/// <summary>Which virtual addresses miss what their clients come for, and which are for something else.</summary>
public sealed class UncoveredAddressTests
{
    private const string Site = "'Sites': { 'app.example.com': 'http://10.0.0.21:8080' }";
    private const string Ssh = "'Streams': { 'ssh': { 'Listen': '*:22', 'To': '10.0.0.41:22' } }";

    private const string MistypedHttps =
        "Vrrp:Instances:a:Addresses: no listener of Listen:Https is on 192.168.10.10: clients that come to it for HTTPS "
        + "are refused; add it there, or listen on \"*\".";

    [Theory]
    [InlineData("'Listen': { 'Http': '*:80', 'Https': '192.168.10.13:443' }, " + Site, MistypedHttps)]
    [InlineData("'Listen': { 'Https': '192.168.10.13:443' }, " + Ssh + ", " + Site, MistypedHttps)]
    [InlineData("'Listen': { 'Http': '192.168.10.10:80', 'Https': '192.168.10.13:443' }", MistypedHttps)]
    [InlineData("'Listen': { 'Http': '192.168.10.13:80' }, " + Ssh,
        "Vrrp:Instances:a:Addresses: no listener of Listen:Http is on 192.168.10.10: clients that come to it for HTTP "
            + "are refused; add it there, or listen on \"*\".")]
    [InlineData("'Listen': { 'Https': '192.168.10.13:443' }",
        "Vrrp:Instances:a:Addresses: nothing listens on 192.168.10.10: clients that come to it are refused; add it to "
            + "Listen, or listen on \"*\".")]
    public async Task A_listener_of_another_kind_does_not_hide_a_mistyped_one(string keys, string expected) =>
        Assert.Equal([expected], await LintAsync(keys, "192.168.10.10/24"));

    [Theory]
    // Pairs that serve streams and nothing else.
    [InlineData(Ssh, "192.168.10.10/24")]
    [InlineData("'Streams': { 'db': { 'Listen': '192.168.10.10:5432', 'To': '10.0.0.41:5432' } }", "192.168.10.10/24")]
    // Each address has its purpose.
    [InlineData("'Listen': { 'Http': '192.168.10.20:80', 'Https': '192.168.10.10:443' }, " + Site,
        "192.168.10.10/24", "192.168.10.20/24")]
    [InlineData("'Listen': { 'Http': '*:80', 'Https': '192.168.10.10:443' }, " + Site,
        "192.168.10.10/24", "192.168.10.20/24")]
    [InlineData("'Listen': { 'Https': '192.168.10.10:443' }, " + Ssh, "192.168.10.10/24", "192.168.10.20/24")]
    [InlineData("'Listen': { 'Http': '[fd00:10::10]:80', 'Https': '192.168.10.10:443' }",
        "192.168.10.10/24", "fd00:10::10/64")]
    public async Task An_address_may_be_for_something_else(string keys, params string[] addresses) =>
        Assert.Empty(await LintAsync(keys, addresses));

    [Fact]
    public async Task A_family_without_HTTPS_is_told() => Assert.Equal(
        [
            "Vrrp:Instances:b:Addresses: no listener of Listen:Https is on fd00:10::10: clients that come to it for "
                + "HTTPS are refused; add it there, or listen on \"*\".",
        ],
        await LintAsync(
            $"'Listen': {{ 'Http': '*:80', 'Https': '0.0.0.0:443' }}, {Site}", "192.168.10.10/24", "fd00:10::10/64"));

    // One instance an address.
    private static async Task<string[]> LintAsync(string keys, params string[] addresses)
    {
        var instances = addresses.Select((address, i) => $$"""
            '{{(char)('a' + i)}}': { 'Interface': 'eth0', 'VirtualRouterId': {{51 + i}}, 'Addresses': [ '{{address}}' ],
              {{(address.Contains("::", StringComparison.Ordinal) ? "'Peers': 'multicast'," : "")}}
              'Track': { 'proxy': -60 } }
            """);
        var result = await ConfigText.WithNodesAsync(
            $"'Vrrp': {{ 'Instances': {{ {string.Join(", ", instances)} }} }}, {keys}");
        _ = ConfigText.Valid(result);
        return
        [
            .. result.Warnings.Where(warning => warning.Id == "uncovered-address")
                .Select(warning => $"{warning.Path}: {warning.Message}"),
        ];
    }
}
