using System.Net;
using Gateway.Configuration;

namespace Gateway.Tests.Configuration;

public sealed class GatewayConfigTests
{
    [Fact]
    public async Task A_file_with_nodes_only_is_an_idle_gateway()
    {
        var config = await ConfigText.ValidAsync("'$schema': './appsettings.schema.json'");

        Assert.Empty(config.Vrrp.VirtualRouters);
        Assert.Empty(config.HealthChecks);
        Assert.Empty(config.Listeners);
        Assert.Empty(config.CertificateFolders);
        Assert.Empty(config.Routes);
        Assert.Empty(config.Clusters);
        Assert.Equal("/opt/gateway/plugins", config.PluginsFolder);
    }

    [Theory]
    [InlineData("'File': 'logs/access.log'", "logs/access.log", "Json")]
    [InlineData("'File': '/dev/stdout', 'Format': 'Combined'", "/dev/stdout", "Combined")]
    public async Task The_access_log_has_a_file_and_a_format(string keys, string file, string format)
    {
        var config = await ConfigText.ValidAsync($"'AccessLog': {{ {keys} }}");

        Assert.Equal((Path.GetFullPath(file), format), (config.AccessLog?.File, config.AccessLog?.Format.ToString()));
        Assert.Null((await ConfigText.ValidAsync("'$schema': ''")).AccessLog);
    }

    [Fact]
    public async Task Health_checks_get_the_defaults()
    {
        var config = await ConfigText.ValidAsync("'HealthChecks': { 'up': { 'Plugin': 'Tcp' } }");
        var check = Assert.Single(config.HealthChecks);

        Assert.Equal(("up", "Tcp", 2, 3), (check.Name, check.Plugin, check.Rise, check.Fall));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)), (check.Interval, check.Timeout));
        Assert.Equal("{}", check.Settings.GetRawText());
    }

    [Fact]
    public async Task Health_checks_keep_what_the_file_says()
    {
        var check = Assert.Single((await ConfigText.ValidAsync("""
            'HealthChecks': { 'up': { 'Plugin': 'Script', 'Interval': '100ms', 'Timeout': '100ms', 'Rise': 1, 'Fall': 100,
              'Settings': { 'Command': [ 'true', /* comment */ ], } } }
            """)).HealthChecks);

        Assert.Equal((1, 100), (check.Rise, check.Fall));
        Assert.Equal((TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)), (check.Interval, check.Timeout));
        Assert.Equal("true", check.Settings.GetProperty("Command")[0].GetString());
    }

    [Fact]
    public async Task The_timeout_is_half_the_interval_unless_the_file_says_more()
    {
        var config = await ConfigText.ValidAsync("'HealthChecks': { 'up': { 'Plugin': 'Tcp', 'Interval': '10s' } }");

        Assert.Equal(TimeSpan.FromSeconds(5), config.HealthChecks[0].Timeout);
    }

    [Fact]
    public async Task Notify_actions_get_the_defaults()
    {
        var action = Assert.Single((await ConfigText.ValidAsync("'Notify': { 'ops': { 'Plugin': 'Script' } }")).Notify);

        Assert.Equal(("ops", "Script", 5, TimeSpan.FromSeconds(10)),
            (action.Name, action.Plugin, action.Retries, action.Timeout));
        Assert.Equal("Master, Backup, Fault, Stop", string.Join(", ", action.On));
        Assert.Empty(action.Instances);
        Assert.Equal("{}", action.Settings.GetRawText());
    }

    [Fact]
    public async Task Notify_actions_keep_what_the_file_says()
    {
        var action = Assert.Single((await ConfigText.ValidAsync("""
            'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 1, 'Addresses': '10.0.0.1' } } },
            'Notify': { 'ops': { 'Plugin': 'Tcp', 'On': 'SplitBrain', 'Instances': [ 'lan4' ], 'Timeout': '100ms',
              'Retries': 0, 'Settings': { 'Url': 'x' } } }
            """)).Notify);

        Assert.Equal(("SplitBrain", "lan4", 0, TimeSpan.FromMilliseconds(100)),
            (string.Join(", ", action.On), string.Join(", ", action.Instances), action.Retries, action.Timeout));
        Assert.Equal("x", action.Settings.GetProperty("Url").GetString());
    }

    [Fact]
    public async Task A_plugin_that_is_missing_is_no_error_for_who_runs_the_gateway()
    {
        var request = ConfigText.Request with { RequiresPlugins = false };

        var config = ConfigText.Valid(await ConfigText.ParseAsync(
            $"{{ {ConfigText.Node}, 'HealthChecks': {{ 'up': {{ 'Plugin': 'Late' }} }}, 'Notify': {{ 'ops': {{ 'Plugin': 'Late' }} }} }}",
            request));

        Assert.Equal(("Late", "Late"), (config.HealthChecks[0].Plugin, config.Notify[0].Plugin));
    }

    [Fact]
    public async Task Trusted_proxies_are_addresses_and_networks()
    {
        var config = await ConfigText.ValidAsync("'Listen': { 'TrustedProxies': [ '10.0.0.0/8', '192.0.2.7', 'fd00::1' ] }");

        Assert.Equal(
            [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("192.0.2.7/32"), IPNetwork.Parse("fd00::1/128")],
            config.TrustedProxies);
        Assert.Empty((await ConfigText.ValidAsync("'$schema': ''")).TrustedProxies);
    }

    [Fact]
    public async Task Listeners_come_as_strings_or_lists()
    {
        var config = await ConfigText.ValidAsync("'Listen': { 'Http': '*:80', 'Https': [ '192.168.10.10:443', '[fd00::1]:443', '[::]:8443' ] }");

        Assert.Equal(
            [
                new(new(IPAddress.IPv6Any, 80), ListenScheme.Http),
                new(IPEndPoint.Parse("192.168.10.10:443"), ListenScheme.Https),
                new(IPEndPoint.Parse("[fd00::1]:443"), ListenScheme.Https),
                new(new(IPAddress.IPv6Any, 8443), ListenScheme.Https) { IsHttp3 = true },
            ],
            config.Listeners);
    }

    [Theory]
    [InlineData("'Https': [ '*:443', '0.0.0.0:444', '[::]:445', '10.0.0.1:446', '[::1]:447' ]", "443 444 445")]
    [InlineData("'Https': '*:443', 'Http3': true, 'Http': '*:80'", "443")]
    [InlineData("'Https': '*:443', 'Http3': false", "")]
    public async Task Http3_is_for_listeners_of_all_addresses(string keys, string ports)
    {
        var config = await ConfigText.ValidAsync(
            $"'Listen': {{ {keys} }}, 'Streams': {{ 's': {{ 'Listen': '*:5000', 'To': '10.0.0.9:1' }} }}");

        Assert.Equal(
            ports,
            string.Join(' ', config.Listeners.Where(listener => listener.IsHttp3).Select(l => l.EndPoint.Port)));
    }

    [Fact]
    public async Task Certificate_folders_start_at_the_file()
    {
        var request = ConfigText.Request with { Path = "/etc/gateway/appsettings.json" };
        var text = $"{{ {ConfigText.Node}, 'Tls': {{ 'Certificates': [ 'certs/', '/srv/certs' ] }} }}";

        var config = ConfigText.Valid(await ConfigText.ParseAsync(text, request));

        Assert.Equal(["/etc/gateway/certs", "/srv/certs"], config.CertificateFolders);
    }

    [Theory]
    [InlineData("extra", "/opt/gateway/extra")]
    [InlineData("/srv/plugins", "/srv/plugins")]
    public async Task The_plugins_folder_starts_at_the_program(string folder, string expected) =>
        Assert.Equal(expected, (await ConfigText.ValidAsync($"'Plugins': {{ 'Folder': '{folder}' }}")).PluginsFolder);

    [Theory]
    [InlineData("app.example.com")]
    [InlineData("*.example.com")]
    [InlineData("bücher.example.com")]
    public async Task A_site_is_a_route_and_a_cluster(string host)
    {
        var config = await ConfigText.ValidAsync($"'Listen': {{ 'Https': '*:443' }}, 'Sites': {{ '{host}': 'http://10.0.0.21:8080/app' }}");

        var (route, cluster) = (Assert.Single(config.Routes), Assert.Single(config.Clusters));
        Assert.Equal([host], route.Match.Hosts!);
        Assert.Equal(cluster.ClusterId, route.ClusterId);
        Assert.Equal(("10.0.0.21:8080", "http://10.0.0.21:8080/app"), Assert.Single(cluster.Destinations!.Select(d =>
            (d.Key, d.Value.Address))));
    }

    [Fact]
    public async Task An_own_address_is_a_fine_upstream_on_a_port_of_its_own()
    {
        var config = await ConfigText.ValidAsync("'Listen': { 'Https': '192.168.10.10:443' }, 'Sites': { 'a.example.com': 'http://localhost:8080', "
            + "'b.example.com': 'https://192.168.10.11' }");

        Assert.Equal(2, config.Clusters.Length);
    }
}
