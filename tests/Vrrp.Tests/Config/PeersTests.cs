using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Config;

/// <summary>Who advertisements go to, and where they come from.</summary>
public sealed class PeersTests
{
    private static readonly VrrpNode A = TestConfig.EdgeA;
    private static readonly VrrpNode B = TestConfig.EdgeB;
    private static readonly VrrpNode Silent = new("edge-c", 50);

    [Theory]
    [InlineData("192.168.10.10/24", "192.168.10.12", "192.168.10.11")]
    [InlineData("fd00::10/64", "fd00::12", "fd00::11")]
    public void Nodes_with_addresses_in_the_network_of_a_virtual_address_speak_unicast(
        string address, string peer, string source)
    {
        var router = TestConfig.ValidRouter(TestConfig.One(TestConfig.Router(address)));

        Assert.Equal([IpAddr.Parse(peer)], router.Peers);
        Assert.Equal(IpAddr.Parse(source), router.SourceAddress);
    }

    [Fact]
    public void Any_of_the_virtual_addresses_can_tell_the_network() =>
        Assert.Single(TestConfig.ValidRouter(o => o.Addresses = ["10.0.0.10", "10.0.0.11/24", "192.168.10.10/24"]).Peers);

    [Theory]
    [InlineData("192.168.10.10", "192.168.10.11")] // no prefix says that they share a network
    [InlineData("192.168.10.10/31", "192.168.10.11")] // without the other node
    [InlineData("192.168.10.9/31", "-")]
    [InlineData("10.0.0.10/24", "-")] // an address of another interface
    [InlineData("fd01::10/64", "-")]
    [InlineData("fd00::10", "-")] // multicast of IPv6 comes from the interface's link-local address
    public void Otherwise_they_speak_multicast(string address, string source)
    {
        var router = TestConfig.ValidRouter(TestConfig.One(TestConfig.Router(address)));

        Assert.Empty(router.Peers);
        Assert.Equal(source, router.SourceAddress.ToString());
    }

    [Fact]
    public void One_node_without_an_address_makes_it_multicast()
    {
        var router = TestConfig.ValidRouter(TestConfig.One(TestConfig.Router("192.168.10.10/24")), A, B, Silent);

        Assert.Empty(router.Peers);
        Assert.Equal(IpAddr.Parse("192.168.10.11"), router.SourceAddress);
    }

    [Fact]
    public void A_single_node_has_no_peers() =>
        Assert.Empty(TestConfig.ValidRouter(TestConfig.One(TestConfig.Router("192.168.10.10/24")), A).Peers);

    [Fact]
    public void The_file_may_ask_for_multicast()
    {
        var router = TestConfig.ValidRouter(TestConfig.One(o => o.Peers = new("multicast"), "192.168.10.10/24"));

        Assert.Empty(router.Peers);
        Assert.Equal(IpAddr.Parse("192.168.10.11"), router.SourceAddress);
    }

    [Fact]
    public void The_file_may_ask_for_unicast_whatever_the_networks_are()
    {
        var router = TestConfig.ValidRouter(TestConfig.One(o => o.Peers = new("unicast"), "10.0.0.10/24"));

        Assert.Equal([IpAddr.Parse("192.168.10.12")], router.Peers);
        Assert.Equal(IpAddr.Parse("192.168.10.11"), router.SourceAddress);
    }

    [Fact]
    public void The_file_may_name_an_address_of_every_node_on_the_interface()
    {
        var options = TestConfig.One(o => o.Peers = new(new Dictionary<string, string>
        {
            ["edge-c"] = "10.0.0.4",
            ["edge-b"] = "10.0.0.3",
            ["edge-a"] = "10.0.0.2",
        }));

        var router = TestConfig.ValidRouter(options, B, A, Silent);

        Assert.Equal([IpAddr.Parse("10.0.0.2"), IpAddr.Parse("10.0.0.4")], router.Peers);
        Assert.Equal(IpAddr.Parse("10.0.0.3"), router.SourceAddress);
    }

    [Fact]
    public void Unicast_names_the_nodes_without_address() =>
        Assert.Equal(
            "Vrrp:Instances:lan:Peers: unicast takes an IPv4 address of every node, and \"edge-c\" has none; add it as "
            + "Nodes:edge-c:Address, or name the addresses here, for example "
            + "{ \"edge-a\": \"10.0.0.2\", \"edge-b\": \"10.0.0.3\" }.",
            TestConfig.OnlyError(TestConfig.One(o => o.Peers = new("unicast")), A, B, Silent));

    [Fact]
    public void Unicast_takes_two_nodes() =>
        Assert.Equal(
            "Vrrp:Instances:lan:Peers: there is no other node to send to; leave the key out, or add the other machine "
            + "to Nodes.",
            TestConfig.OnlyError(TestConfig.One(o => o.Peers = new("unicast")), A));

    [Theory]
    [InlineData("10.0.0.3")]
    [InlineData("Multicast")]
    [InlineData("")]
    public void Another_word_is_an_error(string word) =>
        Assert.Equal(
            $"Vrrp:Instances:lan:Peers: \"{word}\" is neither \"multicast\" nor \"unicast\"; or name the address of "
            + "every node, for example { \"edge-a\": \"10.0.0.2\", \"edge-b\": \"10.0.0.3\" }.",
            TestConfig.OnlyError(TestConfig.One(o => o.Peers = new(word))));

    [Theory]
    [InlineData("edge-b=10.0.0.3", "Peers:edge-a: required: the node's own address on the interface; name that of every node, this one's included.")]
    [InlineData("edge-a=10.0.0.2 edge-b=10.0.0.3 edge-d=10.0.0.4",
        "Peers:edge-d: there is no node \"edge-d\"; did you mean \"edge-a\"?")]
    [InlineData("edge-a=10.0.0.2 edge-b=10.0.0.2",
        "Peers:edge-b: 10.0.0.2 is already the address of \"edge-a\"; give each node its own.")]
    [InlineData("edge-a=10.0.0.2 edge-b=fd00::3",
        "Peers:edge-b: fd00::3 is IPv6, and the virtual addresses are IPv4; name the node's IPv4 address.")]
    [InlineData("edge-a=10.0.0.2/24 edge-b=10.0.0.3",
        "Peers:edge-a: \"10.0.0.2/24\" is not an IP address, for example \"192.168.10.11\" (without prefix length).")]
    [InlineData("edge-a=10.0.0.2 edge-b=224.0.0.18",
        "Peers:edge-b: 224.0.0.18 is a multicast address, which no machine can own; use the node's own address on the interface.")]
    [InlineData("edge-a=192.168.10.12 edge-b=10.0.0.3",
        "Peers:edge-a: 192.168.10.12 is the address of node \"edge-b\"; give each node its own.")]
    [InlineData("edge-a=10.0.0.2 edge-b=192.168.10.10",
        "Peers:edge-b: 192.168.10.10 is a virtual address of \"lan\", which moves; use the node's own, which stays.")]
    public void A_mistake_in_the_addresses_is_one_error(string addresses, string expected)
    {
        var peers = addresses.Split(' ').Select(entry => entry.Split('=')).ToDictionary(e => e[0], e => e[1]);

        Assert.Equal(
            "Vrrp:Instances:lan:" + expected, TestConfig.OnlyError(TestConfig.One(o => o.Peers = new(peers))));
    }

    [Fact]
    public void A_peer_is_no_virtual_address_of_a_later_instance()
    {
        var (lan, dmz) = (TestConfig.Router("192.168.10.10"), TestConfig.Router("192.168.10.9"));
        dmz.VirtualRouterId = 52;
        lan.Peers = new(new Dictionary<string, string> { ["edge-a"] = "192.168.10.9", ["edge-b"] = "192.168.10.8" });

        Assert.StartsWith(
            "Vrrp:Instances:lan:Peers:edge-a: 192.168.10.9 is a virtual address of \"dmz\"",
            TestConfig.OnlyError(new() { Instances = new() { ["lan"] = lan, ["dmz"] = dmz } }),
            StringComparison.Ordinal);
    }
}
