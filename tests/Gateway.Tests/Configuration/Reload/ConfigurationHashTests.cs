using Gateway.Configuration.Reload;

namespace Gateway.Tests.Configuration.Reload;

/// <summary>Two nodes compare what they run by it.</summary>
public sealed class ConfigurationHashTests
{
    private const string Password =
        "'Vrrp': { 'Instances': { 'lan4': { 'Interface': 'eth0', 'VirtualRouterId': 51, 'Version': 2, "
        + "'Addresses': [ '192.168.10.10/24' ], 'Authentication': { 'Password': 'PASS' } } } }";

    [Fact]
    public async Task Comments_order_defaults_and_the_node_do_not_count()
    {
        var one = await HashAsync("'Listen': { 'Http': '*:80' }");

        Assert.Matches("^[0-9a-f]{16}$", one);
        Assert.Equal(one, await HashAsync("/* why */ 'Listen': { 'Http': [ '*:80', ] }, 'Vrrp': { 'CrashNotice': true }"));
        Assert.Equal(one, ConfigurationHash.Of(await ConfigText.ParseAsync(
            $"{{ {ConfigText.Node}, 'Listen': {{ 'Http': '*:80' }} }}",
            ConfigText.Request with { HostName = "edge-b" })));
    }

    [Fact]
    public async Task A_change_counts() =>
        Assert.NotEqual(await HashAsync("'Listen': { 'Http': '*:80' }"), await HashAsync("'Listen': { 'Http': '*:81' }"));

    [Fact]
    public async Task Nobody_can_try_passwords_by_it() => Assert.Equal(
        await HashAsync(Password.Replace("PASS", "secret", StringComparison.Ordinal)),
        await HashAsync(Password.Replace("PASS", "other", StringComparison.Ordinal)));

    private static async Task<string> HashAsync(string rest)
    {
        var result = await ConfigText.WithNodesAsync(rest);
        _ = ConfigText.Valid(result);
        return ConfigurationHash.Of(result);
    }
}
