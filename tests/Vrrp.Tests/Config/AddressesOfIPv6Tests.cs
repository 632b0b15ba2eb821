using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Config;

/// <summary>Virtual routers of IPv6.</summary>
public sealed class AddressesOfIPv6Tests
{
    [Theory]
    [InlineData(1, "fe80::5e:1")]
    [InlineData(51, "fe80::5e:51")]
    [InlineData(255, "fe80::5e:255")]
    public void Clause_11_the_id_makes_the_link_local_address_when_the_file_lists_none(int id, string expected)
    {
        var lan6 = TestConfig.Router("fd00:10::10/64");
        lan6.VirtualRouterId = id;

        var router = TestConfig.ValidRouter(TestConfig.One(lan6));

        Assert.Equal([expected + "/128", "fd00:10::10/64"], router.Addresses.Select(a => a.ToString()));
        Assert.Equal(router.Addresses, router.Owned.Select(own => own.Prefix));
        Assert.All(router.Owned, own => Assert.Equal("eth0", own.Interface));
    }

    [Fact]
    public void Every_id_makes_another_address() =>
        Assert.Equal(255, Enumerable.Range(1, 255).Select(id => VirtualLinkLocal.Of((byte)id)).Distinct().Count());

    [Theory]
    [InlineData("fe80::10/64", "fd00:10::10/64")]
    [InlineData("fe80::10")]
    [InlineData("fe80::10", "fe80::11")]
    public void A_link_local_address_that_is_first_stays_what_it_is(params string[] addresses) =>
        Assert.Equal(
            addresses.Select(AddressPrefix.Parse),
            TestConfig.ValidRouter(TestConfig.One(TestConfig.Router(addresses))).Addresses);

    [Fact]
    public void Clause_11_a_link_local_address_that_is_not_first_is_an_error() =>
        Assert.Equal(
            "Vrrp:Instances:lan:Addresses:1: fe80::10 is link-local, and the link-local address of an IPv6 virtual "
            + "router comes first (RFC 9568 section 5.2.9); put it at the head of the list.",
            TestConfig.OnlyError(TestConfig.One(TestConfig.Router("fd00:10::10", "fe80::10", "fe80::11"))));

    [Theory]
    [InlineData("ff02::12", "a multicast address")]
    [InlineData("::", "the unspecified address")]
    [InlineData("::1", "a loopback address")]
    [InlineData("::ffff:10.0.0.1", "an IPv4 address written as IPv6")]
    [InlineData("::10.0.0.1", "in ::/96, reserved")]
    [InlineData("fd00:10::/64", "the address of every router in fd00:10::/64")]
    [InlineData("fd00:10::4/126", "the address of every router in fd00:10::4/126")]
    [InlineData("fd00::12/64", "the own address of node \"edge-b\"")]
    [InlineData("fd00::1%eth0", "not an address")]
    [InlineData("fd00::1/129", "not an address")]
    public void An_address_that_no_machine_can_own_is_an_error(string address, string what)
    {
        var error = TestConfig.OnlyError(TestConfig.One(TestConfig.Router(address)));

        Assert.StartsWith("Vrrp:Instances:lan:Addresses:0: ", error, StringComparison.Ordinal);
        Assert.Contains(what, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fd00:10::/127")]
    [InlineData("fd00:10::")]
    [InlineData("fd00:10::ffff:ffff:ffff:ffff/64")]
    public void The_prefix_says_what_is_an_address_of_its_own(string address) =>
        Assert.Equal(2, TestConfig.ValidRouter(TestConfig.One(TestConfig.Router(address))).Addresses.Length);

    [Fact]
    public void An_id_serves_one_virtual_router_of_each_family_on_an_interface()
    {
        var options = new VrrpOptions
        {
            Instances = new() { ["lan4"] = TestConfig.Router("10.0.0.10"), ["lan6"] = TestConfig.Router("fd00:10::10") },
        };

        Assert.Equal(2, TestConfig.Valid(options).VirtualRouters.Length);
    }

    [Fact]
    public void One_id_may_serve_two_interfaces_with_the_same_link_local_address()
    {
        var (lan, dmz) = (TestConfig.Router("fd00:10::10"), TestConfig.Router("fd00:11::10"));
        dmz.Interface = "eth1";

        var routers = TestConfig.Valid(new() { Instances = new() { ["lan"] = lan, ["dmz"] = dmz } }).VirtualRouters;

        Assert.Equal(routers[0].Addresses[0], routers[1].Addresses[0]);
    }

    [Fact]
    public void A_packet_takes_89_addresses()
    {
        string[] addresses = [.. Enumerable.Range(1, 90).Select(i => $"fe80::{i}")];

        Assert.Equal(
            89, TestConfig.ValidRouter(TestConfig.One(TestConfig.Router(addresses[..89]))).Addresses.Length);
        Assert.StartsWith(
            "Vrrp:Instances:lan:Addresses: 90 addresses do not fit one advertisement of IPv6, which takes 89;",
            TestConfig.OnlyError(TestConfig.One(TestConfig.Router(addresses))),
            StringComparison.Ordinal);
    }
}
