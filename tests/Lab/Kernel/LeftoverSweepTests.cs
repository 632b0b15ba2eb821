using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Netlink;

namespace Lab.Kernel;

public sealed class LeftoverSweepTests
{
    private static readonly ImmutableArray<VirtualRouterConfig> Routers =
    [
        new()
        {
            Name = "lan4",
            Interface = "a",
            VirtualRouterId = 51,
            Priority = 100,
            Addresses = [AddressPrefix.Parse("192.0.2.100/24")],
            AdvertisementInterval = Duration.FromSeconds(1),
            Preempt = true,
            Track = [],
        },
    ];

    [Fact]
    public void Tagged_address_of_an_older_configuration_is_removed_from_whatever_interface() =>
        NetworkNamespace.RunWithVeth((a, b) =>
        {
            using var route = new RouteClient();
            Assert.True(route.TryAssign(b.Index, AddressPrefix.Parse("192.0.2.200/32"), 1000, out _));

            var removed = Sweep(route);

            Assert.Equal(AddressPrefix.Parse("192.0.2.200/32"), Assert.Single(removed));
            Assert.Empty(route.DumpAddresses());
        });

    [Fact]
    public void Configured_address_is_removed_and_the_interfaces_own_stays() => NetworkNamespace.RunWithVeth((a, b) =>
    {
        using var route = new RouteClient();
        NetworkNamespace.Ip("address add 192.0.2.11/24 dev a");
        NetworkNamespace.Ip("address add 192.0.2.100/24 dev a");

        var removed = Sweep(route);

        Assert.Equal(AddressPrefix.Parse("192.0.2.100/24"), Assert.Single(removed));
        Assert.Equal(AddressPrefix.Parse("192.0.2.11/24"), Assert.Single(route.DumpAddresses()).Address);
    });

    [Theory]
    [InlineData(2, true)] // just renewed
    [InlineData(1, true)]
    [InlineData(3, false)] // not of this configuration
    public void A_young_address_of_ours_is_left_for_adoption(int leaseSeconds, bool adopts) =>
        NetworkNamespace.RunWithVeth((a, b) =>
        {
            using var route = new RouteClient();
            Assert.True(route.TryAssign(a.Index, Routers[0].Addresses[0], leaseSeconds, out _));

            var removed = Sweep(route, adopts);

            Assert.Equal(adopts ? [] : [Routers[0].Addresses[0]], removed);
            Assert.Equal(adopts ? 1 : 0, route.DumpAddresses().Count);
        });

    private static List<AddressPrefix> Sweep(RouteClient route, bool adopts = false)
    {
        var events = new EventRing(16, () => { });
        var interfaces = new InterfaceTable();
        interfaces.Replace(route.DumpLinks());
        var config = new VrrpConfig { VirtualRouters = Routers, Trackers = [] };
        var adopted = new LeftoverSweep(route, interfaces, events).Run(MonotonicClock.Now, config);
        var removed = new List<AddressPrefix>();
        while (events.TryRead(out var told))
        {
            Assert.Equal(VrrpEventKind.LeftoverRemoved, told.Kind);
            removed.Add(told.Address);
        }

        Assert.Equal(adopts ? ["lan4"] : [], adopted.Select(adoption => adoption.Name));
        return removed;
    }
}
