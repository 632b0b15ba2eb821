using Gateway.Forecast;
using Gateway.Tests.Configuration;

namespace Gateway.Tests.Forecast;

/// <summary>What settings do to the forecast, sentence by sentence. The samples show whole ones.</summary>
public sealed class ForecastTests
{
    private const string Pair = """
        'Nodes': { 'edge-a': { 'Address': '192.168.10.11', 'Priority': 150 }, 'edge-b': { 'Address': '192.168.10.12', 'Priority': 100 } },
        'HealthChecks': { 'uplink': { 'Plugin': 'Tcp', 'Interval': '1s', 'Timeout': '500ms', 'Fall': 2 } },
        'Sites': { 'a.example.com': 'http://10.0.0.21' }, 'Listen': { 'Http': '*:80' }
        """;

    [Theory]
    [InlineData("'proxy': -51", "on edge-a 150 - 51 (proxy) = 99, below edge-b with 100: edge-b takes over within 3.609s, with no gap.")]
    [InlineData("'proxy': -30, 'uplink': -30", "on edge-a 150 - 30 (proxy) = 120, still above edge-b with 100: edge-a stays Master.")]
    [InlineData("'proxy': -50, 'uplink': -30", "on edge-a 150 - 50 (proxy) = 100, level with edge-b, and a Backup lets its equal be: edge-a stays Master.")]
    [InlineData("'proxy': 60", "on edge-a 150, below edge-b with 160: edge-b takes over within 3.375s, with no gap.")]
    [InlineData("'proxy': 60", "on both edge-a 150, edge-b 100: edge-a stays Master.")]
    [InlineData("'proxy': -253", "on both edge-a 1, edge-b 1: edge-a stays Master.")]
    [InlineData("'proxy': 0", "on edge-a Fault: it resigns; edge-b takes over after 609.375ms without an owner.")]
    [InlineData("'proxy': 0", "on edge-b Fault: edge-a stays Master, and has no successor meanwhile.")]
    [InlineData("'proxy': 0", "on both Fault everywhere: nobody has the addresses.")]
    [InlineData("'proxy': -60", "proxy (-60) fails, which is noticed within 4s")]
    [InlineData("'uplink': -60", "uplink (-60) fails, which is noticed within 2.5s")]
    [InlineData("'interface:eth1': -60", "interface:eth1 (-60) fails, which is noticed at once")]
    [InlineData("'file:/run/off': -60", "file:/run/off (-60) fails, which is noticed within 2s")]
    [InlineData("'cluster:site:a.example.com': -60", "cluster:site:a.example.com (-60) fails, which is noticed within 12.5s")]
    public async Task A_failing_tracker_says_what_it_does_on_each_node_and_on_both(string track, string expected) =>
        Assert.Contains(expected, await LinesAsync($"'Track': {{ {track} }}"));

    [Theory]
    [InlineData("'Preempt': false, 'Track': { 'proxy': -60 }", "on edge-a 150 - 60 (proxy) = 90, below edge-b with 100, which does not preempt: edge-a stays Master.")]
    [InlineData("'Preempt': false", "comes back edge-b stays Master, for Preempt is false.")]
    [InlineData("'Preempt': false", "stops it drains; edge-b takes over within 3.609s, with no gap.")]
    [InlineData("'Preempt': '30s'", "comes back 150 beats 100: it takes over again within 34.414s of being well, with no gap.")]
    [InlineData("'RecoveryHold': '10s', 'Preempt': '5s'", "comes back 150 beats 100: it takes over again within 14.414s of being well, with no gap.")]
    [InlineData("'Preempt': '1s'", "stops it drains to the end, since edge-b does not preempt in time; edge-b takes over within 5.855s, with no gap.")]
    [InlineData("'AdvertisementInterval': '20s'", "stops it drains to the end, since edge-b does not preempt in time; edge-b takes over within 72.688s, with no gap.")]
    [InlineData("'AdvertisementInterval': '100ms'", "freezes, loses power edge-b takes over after 260.938ms to 360.938ms; if its kernel lives, it takes the addresses off edge-a within 2s, and then both may have them for 1.739s.")]
    [InlineData("'Version': 2, 'AdvertisementInterval': '2s'", "crashes its guard resigns for it; edge-b takes over after 609.375ms without an owner.")]
    [InlineData("", "loses eth0 Fault at once, and no farewell can leave there; edge-b takes over within 3.609s without an owner.")]
    [InlineData("'Priorities': { 'edge-b': 200 }", "edge-b is Master: 200 beats 150 of edge-a.")]
    [InlineData("'Priorities': { 'edge-b': 150 }", "edge-a and edge-b have the same priority, 150: whoever is up first is Master, and stays it. "
        + "When they start at once, edge-b wins by the higher address, 192.168.10.12; it is taken for the Master below.")]
    [InlineData("'Priorities': { 'edge-b': 150 }", "comes back edge-a stays Master, for a Backup lets its equal be.")]
    [InlineData("'Priorities': { 'edge-b': 150 }, 'Addresses': 'fd00::10/64'", "edge-a and edge-b have the same priority, 150: whoever is up first is Master, and stays it. "
        + "When they start at once, the higher address wins, which the file does not say; edge-a is taken for the Master below.")]
    [InlineData("'Priorities': { 'edge-b': 255 }, 'Track': { 'proxy': -60 }", "on edge-b 255: the priority of an owner never changes.")]
    [InlineData("'Priorities': { 'edge-b': 255 }", "edge-b is Master, as the owner of the address, whenever it is there.")]
    [InlineData("'Priorities': { 'edge-b': 255 }", "comes back as the owner of the address it is Master at once.")]
    public async Task A_setting_of_the_instance_changes_who_takes_over_and_when(string settings, string expected) =>
        Assert.Contains(expected, await LinesAsync(settings));

    [Theory]
    [InlineData("'DrainOnStop': false", "stops it resigns; edge-b takes over after 609.375ms without an owner.")]
    [InlineData("'CrashNotice': false", "crashes, freezes, loses power edge-b takes over after 2.609s to 3.609s; if its kernel lives, it takes the addresses off edge-a within 2s.")]
    public async Task A_setting_of_all_changes_how_a_machine_leaves(string setting, string expected) =>
        Assert.Contains(expected, await LinesAsync("", Pair, setting + ","));

    [Fact]
    public async Task Alone_a_machine_has_nobody_to_give_its_addresses_to()
    {
        var lines = await LinesAsync("'Track': { 'proxy': -60 }", "'Nodes': { 'edge-a': { 'Priority': 150 } }");

        Assert.Equal(
            [
                "While all is well", "edge-a: Master of lan", "lan: 192.168.10.10/24 on eth0",
                "edge-a is Master; there is no other machine.", "proxy (-60) fails, which is noticed within 4s",
                "on edge-a 150 - 60 (proxy) = 90: there is no other machine, and it keeps the addresses.",
                "edge-a stops, crashes or loses its link", "nobody has the addresses.",
            ],
            lines);
    }

    [Fact]
    public async Task Of_three_the_best_of_the_others_is_next()
    {
        var lines = await LinesAsync("'Track': { 'proxy': -60 }", """
            'Nodes': { 'edge-a': { 'Priority': 150 }, 'edge-b': { 'Priority': 100 }, 'edge-c': { 'Priority': 120 } }
            """);

        Assert.Contains("edge-a is Master: 150 beats 100 of edge-b and 120 of edge-c.", lines);
        Assert.Contains(
            "on edge-a 150 - 60 (proxy) = 90, below edge-c with 120: edge-c takes over within 3.531s, with no gap.",
            lines);
        Assert.Contains("on all edge-a 90, edge-b 40, edge-c 60: edge-a stays Master.", lines);
        Assert.Contains("stops, crashes, is cut off edge-a stays Master, and edge-b is next.", lines);
    }

    [Fact]
    public async Task A_group_waits_for_its_slowest_member_and_shares_its_faults()
    {
        var config = await ConfigText.ValidAsync("""
            'Vrrp': {
              'Instances': {
                'outside': { 'Interface': 'eth0', 'VirtualRouterId': 51, 'Addresses': '192.168.10.10/24', 'Track': { 'interface:eth2': 0 } },
                'other': { 'Interface': 'eth0', 'VirtualRouterId': 53, 'Addresses': '192.168.10.30/24', 'Priorities': { 'edge-b': 200 } },
                'inside': { 'Interface': 'eth1', 'VirtualRouterId': 52, 'Addresses': '10.0.0.1/24', 'AdvertisementInterval': '100ms' },
              },
              'SyncGroups': { 'edge': [ 'outside', 'inside' ] },
            }
            """);
        var lines = Split(ForecastText.Describe(config));

        Assert.Contains("edge-a: Master of edge; Backup of other", lines);
        Assert.Contains("edge, a sync group: all of it moves as one", lines);
        Assert.Contains("on edge-a Fault: it resigns; edge-b takes over after 609.375ms without an owner.", lines);
        const string Fault = "Fault at once, and no farewell can leave there; edge-b takes over within";
        Assert.Contains($"loses eth0 {Fault} 3.609s without an owner.", lines);
        Assert.Contains($"loses eth1 {Fault} 609.375ms without an owner.", lines);
    }

    // A setting of the instance stands over its default; runs of blanks count as one.
    private static async Task<string[]> LinesAsync(string settings, string rest = Pair, string setting = "")
    {
        var address = settings.Contains("Addresses", StringComparison.Ordinal) ? "" : "'Addresses': '192.168.10.10/24',";
        var instance = $"'Interface': 'eth0', 'VirtualRouterId': 51, {address} {settings}";
        var result = await ConfigText.ParseAsync(
            $"{{ {rest}, 'Vrrp': {{ {setting} 'Instances': {{ 'lan': {{ {instance} }} }} }} }}");
        return Split(ForecastText.Describe(ConfigText.Valid(result)));
    }

    private static string[] Split(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
    ];
}
