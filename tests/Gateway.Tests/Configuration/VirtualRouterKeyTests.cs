using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Gateway.Tests.Configuration;

/// <summary>Keys of a virtual router that have several forms, or reach outside of the file. What they mean is tested
/// with the builder.</summary>
public sealed class VirtualRouterKeyTests
{
    [Fact]
    public async Task Every_key_has_its_place_in_the_file()
    {
        var config = await ConfigText.ValidAsync("""
            'Vrrp': {
              'StartupDelay': '5s',
              'SyncGroups': { 'lan': [ 'lan4', 'lan6' ] },
              'Instances': {
                'lan4': {
                  'Interface': 'eth0', 'VirtualRouterId': 51, 'Version': 2, 'Addresses': '192.168.10.10/24',
                  'ExcludedAddresses': [ '10.0.0.1 dev eth1' ], 'Peers': 'unicast', 'AdvertisementInterval': '1s',
                  'Preempt': '30s', 'RecoveryHold': '10s', 'Authentication': { 'Password': 'secret12' },
                  'GarpMasterDelay': '5s', 'GarpMasterRepeat': 5, 'GarpMasterRefresh': '60s', 'GarpMasterRefreshRepeat': 1,
                  'GarpLowerPrioDelay': '1s', 'UseVmac': false, 'Track': { 'proxy': -60, 'interface:eth1': 0 },
                },
                'lan6': {
                  'Interface': 'eth0', 'VirtualRouterId': 51, 'Addresses': 'fd00:10::10/64', 'Preempt': '30s',
                  'RecoveryHold': '10s', 'Peers': { 'edge-a': 'fd00:10::11', 'edge-b': 'fd00:10::12' },
                  'Track': { 'proxy': -60 },
                  'Authentication': { 'Hmac': { 'Keys': { '1': 'a key of 32 bytes, for the tests' }, 'ActiveKey': 1, 'Mode': 'permissive', 'Window': '5s' } },
                },
              },
            }
            """);

        var (lan4, lan6) = (config.Vrrp.VirtualRouters[0], config.Vrrp.VirtualRouters[1]);
        Assert.Equal((VrrpVersion.V2, false), (lan4.Version, lan4.UseVirtualMac));
        Assert.Equal(Duration.FromSeconds(30), lan4.PreemptDelay);
        Assert.Equal([IpAddr.Parse("192.168.10.12")], lan4.Peers);
        Assert.Equal([IpAddr.Parse("fd00:10::12")], lan6.Peers);
        Assert.Equal(IpAddr.Parse("fd00:10::11"), lan6.SourceAddress);
        Assert.IsType<PasswordAuthentication>(lan4.Authentication);
        Assert.IsType<HmacAuthentication>(lan6.Authentication);
        Assert.Equal(["proxy", "interface:eth1"], config.Vrrp.Trackers);
        Assert.Equal([0, 1], Assert.Single(config.Vrrp.SyncGroups).Members);
        Assert.Equal(Duration.FromSeconds(5), lan6.StartupDelay);
    }

    [Theory]
    [InlineData("false", false, "0s")]
    [InlineData("true", true, "0s")]
    [InlineData("'1m'", true, "60s")]
    public async Task Preempt_is_written_in_three_ways(string text, bool preempt, string delay)
    {
        var router = await RouterAsync($"'Preempt': {text}");

        Assert.Equal((preempt, delay), (router.Preempt, router.PreemptDelay.ToString()));
    }

    [Theory]
    [InlineData("'192.168.10.11'", "'192.168.10.12'", "192.168.10.12")]
    [InlineData("[ '192.168.10.11', 'fd00:10::11' ]", "[ 'fd00:10::12', '192.168.10.12' ]", "192.168.10.12 fd00:10::12")]
    public async Task A_node_has_an_address_of_each_family(string a, string b, string peers)
    {
        var text = $"{{ 'Nodes': {{ 'edge-a': {{ 'Address': {a}, 'Priority': 150 }}, 'edge-b': {{ 'Address': {b}, 'Priority': 100 }} }}, "
            + "'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 1, 'Addresses': '192.168.10.10/24' }, "
            + "'lan6': { 'Interface': 'eth0', 'VirtualRouterId': 1, 'Addresses': 'fd00:10::10/64' } } } }";

        var config = ConfigText.Valid(await ConfigText.ParseAsync(text));

        Assert.Equal(peers, string.Join(' ', config.Vrrp.VirtualRouters.SelectMany(router => router.Peers)));
    }

    [Theory]
    [InlineData("vrrp.key", "/etc/gateway/vrrp.key")]
    [InlineData("/run/vrrp.key", "/run/vrrp.key")]
    public async Task A_file_with_a_key_starts_at_the_file(string file, string expected)
    {
        var asked = new List<string>();
        var request = ConfigText.Request with
        {
            Path = "/etc/gateway/appsettings.json",
            ReadSecret = path =>
            {
                asked.Add(path);
                return new([.. new byte[32]], null);
            },
        };
        var text = $"{{ {ConfigText.Node}, {Lan($"'Authentication': {{ 'Hmac': {{ 'Keys': {{ '1': 'file:{file}' }} }} }}")} }}";

        var config = ConfigText.Valid(await ConfigText.ParseAsync(text, request));

        Assert.Equal([expected], asked);
        Assert.IsType<HmacAuthentication>(config.Vrrp.VirtualRouters[0].Authentication);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_an_error_with_its_path() =>
        Assert.Equal(
            "Vrrp:Instances:lan4:Authentication:PasswordFile: /no/such/file does not exist; write the secret into it and run chmod 600 on it.",
            ConfigText.OnlyError(await ConfigText.WithNodesAsync(
                Lan("'Version': 2, 'Authentication': { 'PasswordFile': '/no/such/file' }"))));

    [Theory]
    [InlineData("192.168.10.9", "a virtual address (\"lan4\")")]
    [InlineData("10.0.0.1", "a virtual address (\"lan4\")")]
    [InlineData("10.5.0.12", "node \"edge-b\"")]
    public async Task A_site_does_not_come_back_to_an_own_address(string upstream, string what)
    {
        var rest = Lan("'ExcludedAddresses': '10.0.0.1 dev eth1', 'Peers': { 'edge-a': '10.5.0.11', 'edge-b': '10.5.0.12' }")
            + $", 'Listen': {{ 'Http': '*:80' }}, 'Sites': {{ 'a.example.com': 'http://{upstream}' }}";

        Assert.Contains(what, ConfigText.OnlyError(await ConfigText.WithNodesAsync(rest)), StringComparison.Ordinal);
    }

    private static string Lan(string keys) =>
        $"'Vrrp': {{ 'Instances': {{ 'lan4': {{ 'Interface': 'eth0', 'VirtualRouterId': 1, 'Addresses': '192.168.10.9 dev eth1', {keys} }} }} }}";

    private static async Task<VirtualRouterConfig> RouterAsync(string keys) =>
        Assert.Single((await ConfigText.ValidAsync(Lan(keys))).Vrrp.VirtualRouters);
}
