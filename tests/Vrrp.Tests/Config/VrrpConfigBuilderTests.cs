using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Config;

public sealed class VrrpConfigBuilderTests
{
    private static readonly VrrpNode EdgeA = new("edge-a", 150, IpAddr.Parse("192.168.10.11"));
    private static readonly VrrpNode EdgeB = new("edge-b", 100, IpAddr.Parse("192.168.10.12"));
    private static readonly string[] Trackers = ["proxy", "uplink"];

    [Fact]
    public void An_absent_section_is_a_node_without_virtual_routers()
    {
        var config = Build(null);

        Assert.Empty(config.VirtualRouters);
        Assert.Empty(config.Trackers);
    }

    [Fact]
    public void A_minimal_instance_gets_the_defaults()
    {
        var router = Assert.Single(Build(One(Lan4())).VirtualRouters);

        Assert.Equal("lan4", router.Name);
        Assert.Equal("eth0", router.Interface);
        Assert.Equal(51, router.VirtualRouterId);
        Assert.Equal(150, router.Priority);
        Assert.Equal([AddressPrefix.Parse("192.168.10.10/32")], router.Addresses);
        Assert.Equal(IpAddr.Parse("192.168.10.11"), router.SourceAddress);
        Assert.Equal(Duration.FromSeconds(1), router.AdvertisementInterval);
        Assert.True(router.Preempt);
        Assert.Empty(router.Track);
    }

    [Fact]
    public void An_instance_keeps_what_the_file_says()
    {
        var lan4 = Lan4();
        lan4.Addresses = ["192.168.10.10/24", "192.168.10.9/24"];
        lan4.AdvertisementInterval = "40.95s";
        lan4.Preempt = new(false);
        lan4.Track = new() { ["uplink"] = -253, ["proxy"] = 0 };

        var config = Build(One(lan4));
        var router = Assert.Single(config.VirtualRouters);

        Assert.Equal(["192.168.10.10/24", "192.168.10.9/24"], router.Addresses.Select(a => a.ToString()));
        Assert.Equal(Duration.FromMilliseconds(40_950), router.AdvertisementInterval);
        Assert.False(router.Preempt);
        Assert.Equal(["uplink", "proxy"], config.Trackers);
        Assert.Equal([new(0, -253), new(1, 0)], router.Track);
    }

    [Fact]
    public void Trackers_keep_their_index_across_instances()
    {
        var (first, second) = (Lan4(), Lan4());
        first.Track = new() { ["proxy"] = -60 };
        (second.VirtualRouterId, second.Addresses) = (52, ["192.168.10.20"]);
        second.Track = new() { ["uplink"] = -51, ["proxy"] = 51 };

        var config = Build(new() { Instances = new() { ["a"] = first, ["b"] = second } });

        Assert.Equal(["proxy", "uplink"], config.Trackers);
        Assert.Equal([new(0, -60)], config.VirtualRouters[0].Track);
        Assert.Equal([new(1, -51), new(0, 51)], config.VirtualRouters[1].Track);
    }

    [Fact]
    public void Nodes_differ_only_in_priority_and_source()
    {
        var a = Build(One(Lan4()), EdgeA).VirtualRouters[0];
        var b = Build(One(Lan4()), EdgeB).VirtualRouters[0];

        Assert.NotEqual(a.Priority, b.Priority);
        Assert.NotEqual(a.SourceAddress, b.SourceAddress);
        Assert.True(a.Addresses.SequenceEqual(b.Addresses));
        Assert.Equal(a.Contenders, b.Contenders);
        var alike = b with
        {
            Priority = a.Priority,
            Contenders = a.Contenders,
            SourceAddress = a.SourceAddress,
            Addresses = a.Addresses,
            Owned = a.Owned,
            Track = a.Track,
        };
        Assert.Equal(a, alike);
    }

    [Fact]
    public void A_node_without_an_IPv4_address_leaves_the_source_to_the_interface()
    {
        var node = new VrrpNode("edge-a", 150, IpAddr.Parse("fd00:10::11"));

        Assert.Equal(default, Assert.Single(Build(One(Lan4()), node).VirtualRouters).SourceAddress);
    }

    [Fact]
    public void One_id_may_serve_two_interfaces()
    {
        var other = Lan4();
        (other.Interface, other.Addresses) = ("eth1", ["10.0.0.10/8"]);

        Assert.Equal(2, Build(new() { Instances = new() { ["a"] = Lan4(), ["b"] = other } }).VirtualRouters.Length);
    }

    [Theory]
    [InlineData("192.168.10.0/31")]
    [InlineData("192.168.10.255/31")]
    [InlineData("192.168.10.0/32")]
    [InlineData("192.168.10.255")]
    [InlineData("192.168.11.0/23")]
    public void The_prefix_says_what_is_a_network_or_broadcast_address(string address)
    {
        var lan4 = Lan4();
        lan4.Addresses = [address];

        Assert.Single(Build(One(lan4)).VirtualRouters);
    }

    [Fact]
    public void The_most_addresses_of_one_advertisement_are_accepted()
    {
        var lan4 = Lan4();
        lan4.Addresses = [.. Enumerable.Range(1, 255).Select(i => $"10.0.1.{i % 256}")];

        Assert.Equal(255, Build(One(lan4)).VirtualRouters[0].Addresses.Length);
    }

    private static VirtualRouterOptions Lan4() =>
        new() { Interface = "eth0", VirtualRouterId = 51, Addresses = ["192.168.10.10"] };

    private static VrrpOptions One(VirtualRouterOptions router) => new() { Instances = new() { ["lan4"] = router } };

    private static VrrpConfig Build(VrrpOptions? options, VrrpNode? self = null)
    {
        var built = VrrpConfigBuilder.TryBuild(
            options, [EdgeA, EdgeB], self ?? EdgeA, Trackers, TestConfig.NoSecrets, out var config, out var errors);

        Assert.Equal(ImmutableArray<ConfigError>.Empty, errors);
        Assert.True(built);
        return config!;
    }
}
