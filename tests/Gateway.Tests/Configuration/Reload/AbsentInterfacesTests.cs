using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Vrrp.Config;

namespace Gateway.Tests.Configuration.Reload;

/// <summary>What a reload finds of interfaces that it is the first to hear of.</summary>
public sealed class AbsentInterfacesTests
{
    private static readonly string[] Present = ["lo", "eth0", "eth1", "vrrp4.51"];

    private readonly List<string> _missed = [];

    [Theory]
    [InlineData("'eth0'", "'192.0.2.1/24'")]
    [InlineData("'eth1'", "'192.0.2.1/24', '192.0.2.2 dev eth1'")]
    // What runs waits for them.
    [InlineData("'ppp0'", "'192.0.2.1/24'")]
    [InlineData("'eth0'", "'192.0.2.1/24', '192.0.2.2 dev ppp1'")]
    // The gateway makes it.
    [InlineData("'eth1', 'UseVmac': true", "'192.0.2.1/24'")]
    public async Task What_is_there_or_was_named_is_no_error(string link, string addresses) =>
        Assert.Empty(await BetweenAsync(link, addresses));

    [Theory]
    [InlineData("'ehto0'", "ehto0", " (did you mean \"eth0\"?)")]
    [InlineData("'wireguard7'", "wireguard7", "")]
    // A VLAN is never its parent, and no address is to go to the loopback interface or to one that the gateway makes.
    [InlineData("'eth0.20'", "eth0.20", "")]
    [InlineData("'lx'", "lx", "")]
    [InlineData("'vrrp4.52'", "vrrp4.52", "")]
    public async Task What_is_not_there_is_named_with_what_may_be_meant(string link, string name, string hint)
    {
        var error = Assert.Single(await BetweenAsync(link, "'192.0.2.1/24'"));

        Assert.Equal("Vrrp:Instances:lan4:Interface", error.Path);
        Assert.Equal(
            $"this machine has no interface \"{name}\"{hint}; correct the name, or make the interface: a reload takes "
            + "this up when it is there.", error.Message);
        Assert.Equal([name], _missed);
    }

    [Theory]
    [InlineData("'192.0.2.1/24', '192.0.2.2 dev wan'")]
    [InlineData("'192.0.2.1/24' ], 'ExcludedAddresses': [ '2001:db8::1/64 dev wan'")]
    public async Task An_address_may_have_one_of_its_own(string addresses)
    {
        var error = Assert.Single(await BetweenAsync("'eth0'", addresses));

        Assert.Equal("Vrrp:Instances:lan4", error.Path);
        Assert.StartsWith(
            "an address has dev wan, and this machine has no interface \"wan\"; ", error.Message,
            StringComparison.Ordinal);
    }

    private async Task<IEnumerable<ConfigError>> BetweenAsync(string link, string addresses)
    {
        var old = await ReadAsync("'ppp0'", "'192.0.2.1/24', '192.0.2.2 dev ppp1'");
        var next = await ReadAsync(link, addresses);
        return AbsentInterfaces.Between(old.Vrrp, next.Vrrp, () => Present, _missed.Add);
    }

    private static Task<GatewayConfig> ReadAsync(string link, string addresses) => ConfigText.ValidAsync($$"""
        'Vrrp': { 'Instances': { 'lan4': { 'Interface': {{link}}, 'VirtualRouterId': 51,
          'Addresses': [ {{addresses}} ] } } }
        """);
}
