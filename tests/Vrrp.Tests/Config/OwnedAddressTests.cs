using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Config;

/// <summary>What a Master puts on interfaces.</summary>
public sealed class OwnedAddressTests
{
    [Fact]
    public void An_address_stands_on_the_interface_with_the_prefix_of_the_file()
    {
        var router = TestConfig.ValidRouter(o => o.Addresses = ["10.0.0.10/24", "10.0.0.11"]);

        Assert.Equal([Owned("10.0.0.10/24", "eth0"), Owned("10.0.0.11/32", "eth0")], router.Owned);
    }

    [Fact]
    public void An_address_may_stand_on_another_interface()
    {
        var router = TestConfig.ValidRouter(o => o.Addresses = ["10.0.0.10/24", "10.1.0.10/16  dev\teth1"]);

        Assert.Equal([Owned("10.0.0.10/24", "eth0"), Owned("10.1.0.10/16", "eth1")], router.Owned);
        Assert.Equal(router.Addresses, router.Owned.Select(own => own.Prefix));
    }

    [Fact]
    public void Excluded_addresses_are_owned_after_the_advertised_ones_and_have_any_family()
    {
        var router = TestConfig.ValidRouter(
            o => o.ExcludedAddresses = ["fd00:10::10/64", "10.1.0.10 dev eth1", "fe80::10"]);

        Assert.Equal([AddressPrefix.Parse("192.168.10.10/32")], router.Addresses);
        Assert.Equal(
            [
                Owned("192.168.10.10/32", "eth0"), Owned("fd00:10::10/64", "eth0"), Owned("10.1.0.10/32", "eth1"),
                Owned("fe80::10/128", "eth0"),
            ],
            router.Owned);
    }

    [Fact]
    public void An_excluded_address_belongs_to_one_virtual_router()
    {
        var (lan, dmz) = (TestConfig.Router("10.0.0.10"), TestConfig.Router("10.0.0.11"));
        (dmz.VirtualRouterId, dmz.ExcludedAddresses) = (52, ["10.0.0.10 dev eth1"]);

        Assert.Equal(
            "Vrrp:Instances:dmz:ExcludedAddresses:0: 10.0.0.10 is already an address of \"lan\"; one virtual router "
            + "owns an address.",
            TestConfig.OnlyError(new() { Instances = new() { ["lan"] = lan, ["dmz"] = dmz } }));
    }

    private static OwnedAddress Owned(string prefix, string link) => new(AddressPrefix.Parse(prefix), link);
}
