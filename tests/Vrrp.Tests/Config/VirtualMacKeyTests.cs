using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;

namespace Vrrp.Tests.Config;

/// <summary><c>UseVmac</c>: which addresses stand on which macvlan.</summary>
public sealed class VirtualMacKeyTests
{
    [Fact]
    public void Without_it_there_is_none()
    {
        Assert.Null(TestConfig.ValidRouter(o => o.UseVmac = null).VirtualMacInterface);
        Assert.Null(TestConfig.ValidRouter(o => o.UseVmac = false).VirtualMacInterface);
    }

    [Fact]
    public void The_addresses_of_the_interface_stand_on_a_macvlan_and_those_of_another_stay_there()
    {
        var router = TestConfig.ValidRouter(o =>
        {
            o.UseVmac = true;
            o.Addresses = ["10.0.0.10/24", "10.1.0.10/16 dev eth1"];
            o.ExcludedAddresses = ["fd00:10::10/64"];
        });

        Assert.Equal(("eth0", "vrrp4.51"), (router.Interface, router.VirtualMacInterface));
        Assert.Equal(
            [Owned("10.0.0.10/24", "vrrp4.51"), Owned("10.1.0.10/16", "eth1"), Owned("fd00:10::10/64", "vrrp4.51")],
            router.Owned);
    }

    [Fact]
    public void IPv6_has_another_macvlan_and_its_link_local_address_stands_there_too()
    {
        var router = TestConfig.ValidRouter(TestConfig.One(o => o.UseVmac = true, "fd00:10::10/64"));

        Assert.Equal("vrrp6.51", router.VirtualMacInterface);
        Assert.Equal([Owned("fe80::5e:51/128", "vrrp6.51"), Owned("fd00:10::10/64", "vrrp6.51")], router.Owned);
    }

    [Fact]
    public void The_same_id_on_another_interface_has_another_macvlan()
    {
        var (lan, dmz) = (TestConfig.Router("10.0.0.10"), TestConfig.Router("10.1.0.10"));
        (lan.UseVmac, dmz.UseVmac, dmz.Interface) = (true, true, "eth1");

        var config = TestConfig.Valid(new() { Instances = new() { ["lan"] = lan, ["dmz"] = dmz } });

        Assert.Equal(["vrrp4.51", "vrrp4.51.2"], config.VirtualRouters.Select(router => router.VirtualMacInterface));
    }

    [Fact]
    public void A_macvlan_without_an_address_is_refused()
    {
        Assert.Equal(
            "Vrrp:Instances:lan:UseVmac: no address stands on eth0, so its virtual MAC address would have nothing to "
            + "carry; put one there, or leave out UseVmac.",
            TestConfig.OnlyError(TestConfig.One(o => (o.UseVmac, o.Addresses) = (true, ["10.1.0.10 dev eth1"]))));
    }

    [Fact]
    public void The_macvlan_of_another_virtual_router_is_no_interface_to_a_network()
    {
        var (lan, dmz) = (TestConfig.Router("10.0.0.10"), TestConfig.Router("10.1.0.10"));
        (lan.UseVmac, dmz.Interface) = (true, "vrrp4.51");

        Assert.Equal(
            "Vrrp:Instances:dmz:Interface: vrrp4.51 is the name of an interface that the gateway makes for a virtual MAC "
            + "address; use the interface below it.",
            TestConfig.OnlyError(new() { Instances = new() { ["lan"] = lan, ["dmz"] = dmz } }));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, null)]
    public void Turning_it_on_or_off_is_another_virtual_router(bool? before, bool? after)
    {
        var (old, next) = (TestConfig.One(o => o.UseVmac = before), TestConfig.One(o => o.UseVmac = after));

        var diff = ConfigDiff.Between(TestConfig.Valid(old), TestConfig.Valid(next));

        Assert.Equal(RouterChangeKind.Replaced, Assert.Single(diff.Routers).Kind);
    }

    [Fact]
    public void A_farewell_names_the_macvlan()
    {
        var master = new VrrpEvent { Kind = VrrpEventKind.StateChanged, Source = IpAddr.Parse("10.0.0.1") };

        var with = Farewells.Of(TestConfig.ValidRouter(o => o.UseVmac = true), master);
        var without = Farewells.Of(TestConfig.ValidRouter(o => o.UseVmac = false), master);

        Assert.Equal(("eth0", "vrrp4.51"), (with.Interface, with.VirtualMacInterface));
        Assert.Equal("vrrp4.51", Assert.Single(with.Addresses).Value);
        Assert.Null(without.VirtualMacInterface);
    }

    private static OwnedAddress Owned(string prefix, string link) => new(AddressPrefix.Parse(prefix), link);
}
