using Gateway.Cli;
using Gateway.Tests.Configuration;

namespace Gateway.Tests.Cli;

public sealed class ConfigurationSummaryTests
{
    [Fact]
    public async Task A_summary_says_what_goes_where_for_each_virtual_router()
    {
        var config = await ConfigText.ValidAsync("""
            'Vrrp': {
              'Instances': {
                'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 51, 'Addresses': '192.168.10.10/24', 'ExcludedAddresses': '10.0.0.1 dev eth1', 'Version': 2 },
                'lan6': { 'Interface': 'eth0', 'VirtualRouterId': 51, 'Addresses': 'fd00:10::10/64' },
              },
              'SyncGroups': { 'lan': [ 'lan4', 'lan6' ] },
            }
            """);

        Assert.Equal(
            "a.json is valid for node edge-a: 2 virtual routers ("
            + "lan4: 192.168.10.10/24 on eth0, not advertised 10.0.0.1/32 dev eth1, version 2, unicast to 192.168.10.12, priority 150; "
            + "lan6: fe80::5e:51/128 (link-local, made from the id), fd00:10::10/64 on eth0, version 3, multicast, priority 150; "
            + "lan4 and lan6 move as one), 0 listeners, 0 routes, 0 health checks.",
            ConfigurationSummary.Describe("a.json", config));
    }
}
