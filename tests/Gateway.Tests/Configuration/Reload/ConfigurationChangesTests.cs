using System.Collections.Immutable;
using System.Globalization;
using Gateway.Configuration;
using Gateway.Configuration.Reload;

namespace Gateway.Tests.Configuration.Reload;

/// <summary>Facts about what lies between two configurations (issue 5, point 1: plan, diff).</summary>
public sealed class ConfigurationChangesTests
{
    private const string Lan = "'Interface': 'eth0', 'VirtualRouterId': 51, 'Addresses': [ '192.168.10.10/24' ]";

    private const string Base = $$"""
        'Vrrp': { 'Instances': { 'lan': { {{Lan}}, 'Track': { 'proxy': -20, 'uplink': -60 } } } },
        'HealthChecks': { 'uplink': { 'Plugin': 'Tcp', 'Settings': { 'Host': 'a', 'Port': 1 } }, 'disk': { 'Plugin': 'Script' } },
        'Notify': { 'ops': { 'Plugin': 'Script', 'On': [ 'Master' ] } },
        'Listen': { 'Https': '*:443' }, 'Tls': { 'Certificates': '/etc/certs' },
        'Sites': { 'one.example.com': 'http://10.0.0.21' }
        """;

    [Fact]
    public async Task The_same_text_in_another_form_is_no_change()
    {
        var changes = await BetweenAsync(
            Base,
            Base.Replace("'Host': 'a', 'Port': 1", "'Port':   1, /* first */ 'Host': 'a'", StringComparison.Ordinal)
                .Replace("'192.168.10.10/24' ]", "'192.168.10.10/24' ], 'AdvertisementInterval': '1000ms'",
                    StringComparison.Ordinal));

        Assert.True(changes.IsEmpty);
        Assert.Null(changes.Refusal);
    }

    [Theory]
    [InlineData("'Port': 1", "'Port': 2", "Changed uplink")]
    [InlineData("'disk': { 'Plugin': 'Script' }", "'disk': { 'Plugin': 'Script', 'Fall': 9 }", "Changed disk")]
    [InlineData("'disk':", "'space':", "Removed disk, Added space")]
    [InlineData("'ops': { 'Plugin': 'Script', 'On': [ 'Master' ] }", "'ops': { 'Plugin': 'Script', 'On': [ 'Fault' ] }", "Changed ops")]
    [InlineData("'ops':", "'desk':", "Removed ops, Added desk")]
    [InlineData("'*:443'", "[ '*:443', '*:8443' ]", "Added Https [::]:8443")]
    [InlineData("'/etc/certs'", "'/etc/keys'", "Removed /etc/certs, Added /etc/keys")]
    [InlineData("10.0.0.21", "10.0.0.22", "Changed site:one.example.com")]
    [InlineData("'uplink': -60", "'interface:eth1': -60", "Removed uplink, Added interface:eth1")]
    public async Task Each_list_names_what_has_changed_and_nothing_needs_a_restart(string old, string next, string named)
    {
        var changes = await BetweenAsync(Base, Base.Replace(old, next, StringComparison.Ordinal));

        Assert.False(changes.IsEmpty);
        Assert.Equal(named, string.Join(", ", ChangedIn(changes)));
        Assert.Empty(changes.NeedsRestart);
    }

    [Fact]
    public async Task Routers_are_compared_by_the_engine_and_the_order_of_trackers_counts()
    {
        var moved = await BetweenAsync(Base, Base.Replace("10.10/24", "10.13/24", StringComparison.Ordinal));
        var turned = await BetweenAsync(Base, Base.Replace(
            "'proxy': -20, 'uplink': -60", "'uplink': -60, 'proxy': -20", StringComparison.Ordinal));

        Assert.Equal("192.168.10.13/24", moved.Vrrp.Routers.Single().AddedAddresses.Single().Prefix.ToString());
        Assert.True(moved.IsVrrpChanged);
        Assert.True(turned.Vrrp.IsEmpty);
        Assert.True(turned.IsVrrpChanged);
    }

    [Theory]
    [InlineData("'Instances'", "'CrashNotice': false, 'Instances'", "Vrrp:CrashNotice")]
    [InlineData("'Instances'", "'DrainOnStop': false, 'Instances'", "Vrrp:DrainOnStop")]
    [InlineData("'Listen'", "'Plugins': { 'MaxRunningChecks': 7 }, 'Listen'", "Plugins:MaxRunningChecks")]
    public async Task Settings_that_are_taken_up_are_named(string old, string next, string named)
    {
        var changes = await BetweenAsync(Base, Base.Replace(old, next, StringComparison.Ordinal));

        Assert.Equal([named], changes.Settings);
        Assert.Null(changes.Refusal);
    }

    [Fact]
    public async Task What_only_a_restart_takes_up_is_named_all_at_once()
    {
        var changes = await BetweenAsync(Base, Base
            .Replace("'Instances'", "'Recorder': '/var/log/vrrp', 'Instances'", StringComparison.Ordinal)
            .Replace("'Listen'", "'Plugins': { 'Folder': 'other' }, 'Listen'", StringComparison.Ordinal));
        var emptied = await BetweenAsync(Base, Base[Base.IndexOf("'HealthChecks'", StringComparison.Ordinal)..]);

        Assert.Equal(
            "Plugins:Folder and Vrrp:Recorder changed, which needs a restart; nothing was changed.", changes.Refusal);
        Assert.Equal(["whether Vrrp:Instances is empty"], emptied.NeedsRestart);
    }

    private static IEnumerable<string> ChangedIn(ConfigurationChanges changes)
    {
        ImmutableArray<ImmutableArray<NamedChange>> lists =
        [
            changes.Trackers, changes.HealthChecks, changes.Notify, changes.Listeners, changes.CertificateFolders,
            changes.Routes, changes.Clusters,
        ];
        return lists.SelectMany(list => list)
            .Where(change => change.Kind != ChangeKind.Unchanged)
            .Select(change => string.Create(CultureInfo.InvariantCulture, $"{change.Kind} {change.Name}"));
    }

    private static async Task<ConfigurationChanges> BetweenAsync(string old, string next) =>
        ConfigurationChanges.Between(await ValidAsync(old), await ValidAsync(next));

    private static async Task<GatewayConfig> ValidAsync(string rest) => ConfigText.Valid(await ConfigText.ParseAsync(
        $"{{ {ConfigText.Node}, {rest} }}", ConfigText.Request with { RequiresPlugins = false }));
}
