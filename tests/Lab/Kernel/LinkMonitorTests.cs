using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Netlink;

namespace Lab.Kernel;

public sealed class LinkMonitorTests
{
    private static readonly AddressPrefix Address = AddressPrefix.Parse("192.0.2.10/32");

    [Fact]
    public void Quiet_network_has_no_events() => NetworkNamespace.Run(() =>
    {
        using var monitor = new LinkMonitor();

        Assert.False(monitor.TryRead(out var happened));
        Assert.Equal(LinkEventKind.None, happened.Kind);
    });

    [Fact]
    public void Link_that_goes_down_and_up_is_seen() => NetworkNamespace.RunWithVeth((a, b) =>
    {
        using var monitor = new LinkMonitor();

        NetworkNamespace.Ip("link set dev a down");
        _ = monitor.Await(e => e.InterfaceIndex == a.Index && e.Kind == LinkEventKind.LinkChanged && !e.Link.IsUp);
        NetworkNamespace.Ip("link set dev a up");
        var up = monitor.Await(e => e.InterfaceIndex == a.Index && e.Link.IsUsable);

        Assert.Equal(("a", a.Address), (up.Link.Name, up.Link.Address));
        NetworkNamespace.Ip("link set dev b down");
        _ = monitor.Await(e => e.InterfaceIndex == a.Index && e.Link is { IsUp: true, HasCarrier: false });
        Assert.NotEqual(a.Index, b.Index);
    });

    [Fact]
    public void Link_that_is_made_and_deleted_is_seen() => NetworkNamespace.Run(() =>
    {
        using var monitor = new LinkMonitor();

        NetworkNamespace.Ip("link add name c type bridge");
        var made = monitor.Await(e => e.Kind == LinkEventKind.LinkChanged && e.Link.Name == "c");
        NetworkNamespace.Ip("link delete dev c");

        _ = monitor.Await(e => e.Kind == LinkEventKind.LinkRemoved && e.InterfaceIndex == made.InterfaceIndex);
    });

    [Fact]
    public void Port_that_leaves_a_bridge_is_no_link_that_goes() => NetworkNamespace.RunWithVeth(a =>
    {
        NetworkNamespace.Ip("link add name c up type bridge");
        NetworkNamespace.Ip("link set dev a master c");
        using var monitor = new LinkMonitor();

        NetworkNamespace.Ip("link set dev a nomaster");

        var events = monitor.Drain();
        Assert.Contains(events, e => e.Kind == LinkEventKind.LinkChanged && e.InterfaceIndex == a.Index);
        Assert.DoesNotContain(events, e => e.Kind == LinkEventKind.LinkRemoved);
    });

    [Fact]
    public void Addresses_that_come_and_go_are_seen_in_order() => NetworkNamespace.RunWithVeth(a =>
    {
        using var monitor = new LinkMonitor();
        using var route = new RouteClient();

        Assert.True(route.TryAssign(a.Index, Address, 1000, out _));
        NetworkNamespace.Ip("address add 192.0.2.11/24 dev a");
        Assert.True(route.TryRemove(a.Index, Address, out _));

        Assert.Equal(
            [
                (LinkEventKind.AddressAdded, Address, true, false),
                (LinkEventKind.AddressAdded, AddressPrefix.Parse("192.0.2.11/24"), false, true),
                (LinkEventKind.AddressRemoved, Address, true, false),
            ],
            monitor.DrainAddresses()
                .Select(e => (e.Kind, e.Address.Address, e.Address.IsTagged, e.Address.IsPermanent)));
    });

    [Fact]
    public void Address_that_becomes_usable_is_seen_a_second_time() => NetworkNamespace.RunWithPeer((a, peer) =>
    {
        using var monitor = new LinkMonitor();

        NetworkNamespace.Ip("address add fe80::1/64 dev a");

        var first = monitor.Await(e => e.Kind == LinkEventKind.AddressAdded && e.InterfaceIndex == a.Index).Address;
        Assert.Equal((true, false), (first.IsTentative, first.IsUsable));
        Assert.Equal((false, true), (first.IsDuplicate, first.IsLinkLocal));
        var second = monitor.Await(e => e.Kind == LinkEventKind.AddressAdded && !e.Address.IsTentative).Address;
        Assert.Equal((true, false, first.Address), (second.IsUsable, second.IsDuplicate, second.Address));
        Assert.NotEqual(0, peer.Link.Index);
    });

    [Fact]
    public void Address_that_another_host_has_is_seen_as_a_duplicate() => NetworkNamespace.RunWithPeer((a, peer) =>
    {
        using var monitor = new LinkMonitor();
        using var route = new RouteClient();
        peer.Ip("address add fe80::1/64 dev b nodad");

        NetworkNamespace.Ip("address add fe80::1/64 dev a");

        var found = monitor.Await(e => e.Kind == LinkEventKind.AddressAdded && e.Address.IsDuplicate).Address;
        Assert.Equal((a.Index, false, true), (found.InterfaceIndex, found.IsUsable, found.IsLinkLocal));
        Assert.False(Assert.Single(route.DumpAddresses(), each => each.Address == found.Address).IsUsable);
    });

    [Fact]
    public void Lost_events_lead_to_one_resync_and_nothing_stale() => NetworkNamespace.RunWithVeth(a =>
    {
        using var monitor = new LinkMonitor();
        using var route = new RouteClient();
        for (var i = 0; i < 20_000; i++)
        {
            Assert.True(route.TryAssign(a.Index, Address, 1000, out _));
        }

        // The kernel tells of the loss first, although what came before it still waits.
        var events = monitor.DrainAddresses();

        Assert.Equal([LinkEventKind.Resync], events.Select(e => e.Kind));
        Assert.True(route.TryRemove(a.Index, Address, out _));
        Assert.Equal([LinkEventKind.AddressRemoved], monitor.DrainAddresses().Select(e => e.Kind));
    });
}
