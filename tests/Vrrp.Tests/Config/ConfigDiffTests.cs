using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Config;

/// <summary>What lies between two configurations.</summary>
public sealed class ConfigDiffTests
{
    private const string Key = "a key of 32 bytes, for the tests";

    [Fact]
    public void The_same_file_read_twice_is_no_change()
    {
        var diff = ConfigDiff.Between(TestConfig.Valid(Everything()), TestConfig.Valid(Everything()));

        Assert.All(diff.Routers, change => Assert.Equal(RouterChangeKind.Unchanged, change.Kind));
        Assert.All(diff.Routers, change => Assert.Empty(change.AddedAddresses.Concat(change.RemovedAddresses)));
        Assert.False(diff.AreSyncGroupsChanged);
        Assert.True(diff.IsEmpty);
    }

    public static TheoryData<Action<VirtualRouterOptions>, RouterChangeKind> Changes => new()
    {
        { o => o.Addresses = ["192.168.10.10/24", "192.168.10.9"], RouterChangeKind.Retuned },
        { o => o.Addresses = ["192.168.10.10/25"], RouterChangeKind.Retuned },
        { o => o.ExcludedAddresses = ["10.0.0.1"], RouterChangeKind.Retuned },
        { o => o.AdvertisementInterval = "2s", RouterChangeKind.Retuned },
        { o => o.Preempt = new(false), RouterChangeKind.Retuned },
        { o => o.Preempt = new("1s"), RouterChangeKind.Retuned },
        { o => o.RecoveryHold = "1s", RouterChangeKind.Retuned },
        { o => o.GarpMasterDelay = "1s", RouterChangeKind.Retuned },
        { o => o.GarpLowerPrioDelay = "3s", RouterChangeKind.Retuned },
        { o => o.Track!["proxy"] = -61, RouterChangeKind.Retuned },
        { o => o.Track!.Remove("uplink"), RouterChangeKind.Retuned },
        { o => o.Authentication = null, RouterChangeKind.Retuned },
        { o => o.Authentication!.Hmac!.Mode = "permissive", RouterChangeKind.Retuned },
        { o => o.Authentication!.Hmac!.Keys!["1"] = Key.ToUpperInvariant(), RouterChangeKind.Retuned },
        { o => o.Peers = new(new Dictionary<string, string> { ["edge-a"] = "10.0.0.2", ["edge-b"] = "10.0.0.3" }),
            RouterChangeKind.Retuned },
        { o => o.Interface = "eth2", RouterChangeKind.Replaced },
        { o => o.VirtualRouterId = 52, RouterChangeKind.Replaced },
        { o => o.Version = 2, RouterChangeKind.Replaced },
        { o => o.Peers = new("multicast"), RouterChangeKind.Replaced },
        { o => (o.Addresses, o.ExcludedAddresses) = (["fd00::10/64"], null), RouterChangeKind.Replaced },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_keeps_the_virtual_router_while_its_peers_know_it(
        Action<VirtualRouterOptions> adjust, RouterChangeKind expected)
    {
        var next = Everything();
        adjust(next.Instances!["lan"]);

        var diff = ConfigDiff.Between(TestConfig.Valid(Everything()), TestConfig.Valid(next));

        Assert.Equal(expected, diff.Routers[0].Kind);
        Assert.Equal(RouterChangeKind.Unchanged, diff.Routers[1].Kind);
        Assert.False(diff.IsEmpty);
    }

    [Fact]
    public void A_priority_is_a_change()
    {
        var (old, next) = (TestConfig.Valid(Everything()), TestConfig.Valid(Everything()));
        next = next with { VirtualRouters = next.VirtualRouters.SetItem(0, next.VirtualRouters[0] with { Priority = 90 }) };

        Assert.Equal(RouterChangeKind.Retuned, ConfigDiff.Between(old, next).Routers[0].Kind);
    }

    [Fact]
    public void Trackers_are_compared_by_name()
    {
        var next = Everything();
        next.Instances!["lan"].Track = new() { ["uplink"] = -60, ["proxy"] = -60 };
        var (old, built) = (TestConfig.Valid(Everything()), TestConfig.Valid(next));

        Assert.NotEqual(old.Trackers, built.Trackers);
        Assert.True(ConfigDiff.Between(old, built).IsEmpty);

        // The same indices and weights, but of another check.
        var renamed = old with { Trackers = ["proxy", "interface:eth1"] };
        Assert.Equal(RouterChangeKind.Retuned, ConfigDiff.Between(old, renamed).Routers[0].Kind);
    }

    [Fact]
    public void Instances_come_and_go_by_name()
    {
        var next = Everything();
        next.Instances!["web"] = next.Instances["dmz"];
        _ = next.Instances.Remove("dmz");
        next.SyncGroups!["rest"].Add("web");

        var diff = ConfigDiff.Between(TestConfig.Valid(Everything()), TestConfig.Valid(next));

        Assert.Equal(
            [
                ("lan", RouterChangeKind.Unchanged), ("dmz", RouterChangeKind.Removed), ("x", RouterChangeKind.Unchanged),
                ("y", RouterChangeKind.Unchanged), ("web", RouterChangeKind.Added),
            ],
            diff.Routers.Select(change => (change.Name, change.Kind)));
        var (gone, come) = (diff.Routers[1], diff.Routers[4]);
        Assert.Equal((null, "dmz"), (gone.New?.Name, gone.Old?.Name));
        Assert.Equal(("web", null), (come.New?.Name, come.Old?.Name));
        Assert.Equal([Owned("10.1.0.10/16", "eth1")], gone.RemovedAddresses);
        Assert.Equal([Owned("10.1.0.10/16", "eth1")], come.AddedAddresses);
        Assert.True(diff.AreSyncGroupsChanged);
    }

    [Fact]
    public void Addresses_are_told_one_by_one()
    {
        var next = Everything();
        (next.Instances!["lan"].Addresses, next.Instances["lan"].ExcludedAddresses) =
            (["192.168.10.9/24", "192.168.10.10/32"], ["10.5.0.1 dev eth6"]);

        var change = ConfigDiff.Between(TestConfig.Valid(Everything()), TestConfig.Valid(next)).Routers[0];

        Assert.Equal(RouterChangeKind.Retuned, change.Kind);
        Assert.Equal(
            [Owned("192.168.10.9/24", "eth0"), Owned("192.168.10.10/32", "eth0"), Owned("10.5.0.1/32", "eth6")],
            change.AddedAddresses);
        Assert.Equal([Owned("192.168.10.10/24", "eth0"), Owned("10.5.0.1/32", "eth5")], change.RemovedAddresses);
    }

    [Fact]
    public void A_group_that_goes_leaves_its_members_alone()
    {
        var next = Everything();
        next.SyncGroups = null;

        var diff = ConfigDiff.Between(TestConfig.Valid(Everything()), TestConfig.Valid(next));

        Assert.All(diff.Routers, change => Assert.Equal(RouterChangeKind.Unchanged, change.Kind));
        Assert.True(diff.AreSyncGroupsChanged);
        Assert.False(diff.IsEmpty);
    }

    [Fact]
    public void Addresses_are_inherited_by_virtual_routers_that_are_Master_and_stay()
    {
        var next = Everything();
        (next.Instances!["lan"].Addresses, next.Instances["lan"].ExcludedAddresses) =
            (["192.168.10.10/24", "192.168.10.9/24"], null);
        // Another virtual router under the old name, which begins as Backup.
        next.Instances["dmz"].VirtualRouterId = 99;
        var diff = ConfigDiff.Between(TestConfig.Valid(Everything()), TestConfig.Valid(next));

        Assert.Equal(
            new HashSet<OwnedAddress>
            {
                Owned("192.168.10.10/24", "eth0"), Owned("192.168.10.9/24", "eth0"), Owned("10.2.0.10/16", "eth3"),
            },
            [.. diff.OwnedBy(new HashSet<string> { "lan", "dmz", "x" })]);
        Assert.Empty(diff.OwnedBy(new HashSet<string> { "dmz" }));
    }

    // The one that changes is in no group, which would ask the others to agree.
    private static VrrpOptions Everything()
    {
        var (lan, dmz) = (TestConfig.Router("192.168.10.10/24"), TestConfig.Router("10.1.0.10/16"));
        lan.ExcludedAddresses = ["10.5.0.1 dev eth5"];
        lan.Track = new() { ["proxy"] = -60, ["uplink"] = -60 };
        lan.Authentication = new() { Hmac = new() { Keys = new() { ["1"] = Key } } };
        dmz.Interface = "eth1";
        dmz.VirtualRouterId = 60;
        var other = TestConfig.Router("10.2.0.10/16");
        (other.Interface, other.VirtualRouterId) = ("eth3", 61);
        var last = TestConfig.Router("10.3.0.10/16");
        (last.Interface, last.VirtualRouterId) = ("eth4", 62);
        return new()
        {
            Instances = new() { ["lan"] = lan, ["dmz"] = dmz, ["x"] = other, ["y"] = last },
            SyncGroups = new() { ["rest"] = ["x", "y"] },
        };
    }

    private static OwnedAddress Owned(string prefix, string link) => new(AddressPrefix.Parse(prefix), link);
}
