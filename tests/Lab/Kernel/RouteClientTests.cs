using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;
using Shared;

namespace Lab.Kernel;

public sealed class RouteClientTests
{
    private const int LongLease = 1000;

    [Theory]
    [InlineData("192.0.2.10/32")]
    [InlineData("192.0.2.10/24")]
    [InlineData("2001:db8::10/128")]
    [InlineData("2001:db8::10/64")]
    public void Assigned_address_is_read_back_with_tag_and_lease(string text) => NetworkNamespace.RunWithVeth(a =>
    {
        using var route = new RouteClient();
        var address = AddressPrefix.Parse(text);

        Assert.True(route.TryAssign(a.Index, address, LongLease, out var errno), Errno.Name(errno));

        var found = Assert.Single(route.DumpAddresses());
        Assert.Equal((a.Index, address), (found.InterfaceIndex, found.Address));
        Assert.True(found.IsTagged);
        Assert.True(found.IsDeprecated);
        Assert.False(found.IsPermanent);
        Assert.False(found.IsTentative);
        Assert.NotEqual(0u, found.Flags & IfAddrConstants.IFA_F_NOPREFIXROUTE);
    });

    [Theory]
    [InlineData("192.0.2.10/32")]
    [InlineData("2001:db8::10/128")]
    public void Renewed_address_is_still_one_and_tagged(string text) => NetworkNamespace.RunWithVeth(a =>
    {
        using var route = new RouteClient();
        var address = AddressPrefix.Parse(text);

        Assert.True(route.TryAssign(a.Index, address, LongLease, out _));
        Assert.True(route.TryAssign(a.Index, address, LongLease, out _));

        Assert.True(Assert.Single(route.DumpAddresses()).IsTagged);
    });

    [Theory]
    [InlineData("192.0.2.10/32")]
    [InlineData("2001:db8::10/128")]
    public void Removed_address_is_gone(string text) => NetworkNamespace.RunWithVeth(a =>
    {
        using var route = new RouteClient();
        var address = AddressPrefix.Parse(text);
        Assert.True(route.TryAssign(a.Index, address, LongLease, out _));

        Assert.True(route.TryRemove(a.Index, address, out var errno), Errno.Name(errno));

        Assert.Empty(route.DumpAddresses());
    });

    [Theory]
    [InlineData("192.0.2.10/32")]
    [InlineData("2001:db8::10/128")]
    public void Removing_what_is_not_there_succeeds(string text) => NetworkNamespace.RunWithVeth(a =>
    {
        using var route = new RouteClient();

        Assert.True(route.TryRemove(a.Index, AddressPrefix.Parse(text), out var errno), Errno.Name(errno));
        Assert.True(route.TryRemove(int.MaxValue, AddressPrefix.Parse(text), out errno), Errno.Name(errno));
    });

    [Theory]
    [InlineData("192.0.2.10/32")]
    [InlineData("2001:db8::10/128")]
    public void Address_that_is_not_renewed_is_removed_by_the_kernel(string text) => NetworkNamespace.RunWithVeth(a =>
    {
        using var monitor = new LinkMonitor();
        using var route = new RouteClient();
        var address = AddressPrefix.Parse(text);
        var before = MonotonicClock.Now;

        Assert.True(route.TryAssign(a.Index, address, 1, out _));
        var removed = monitor.Await(e => e.Kind == LinkEventKind.AddressRemoved);

        Assert.Equal(address, removed.Address.Address);
        Assert.InRange((MonotonicClock.Now - before).Milliseconds, 1000, 3500);
        Assert.Empty(route.DumpAddresses());
    });

    [Fact]
    public void Refusals_carry_the_error_number_and_the_words_of_the_kernel() => NetworkNamespace.RunWithVeth(a =>
    {
        using var route = new RouteClient();
        var address = AddressPrefix.Parse("192.0.2.10/32");

        Assert.False(route.TryAssign(int.MaxValue, address, LongLease, out var errno));
        Assert.Equal(Errno.ENODEV, errno);
        Assert.False(route.TryAssign(a.Index, address, 0, out errno));
        Assert.Equal(Errno.EINVAL, errno);
        Assert.NotEmpty(route.Explanation);
        File.WriteAllText("/proc/sys/net/ipv6/conf/a/disable_ipv6", "1");
        Assert.False(route.TryAssign(a.Index, AddressPrefix.Parse("2001:db8::10/128"), LongLease, out errno));
        Assert.Equal(Errno.EACCES, errno);
        Assert.True(route.TryAssign(a.Index, address, LongLease, out errno));
        Assert.Equal(0, errno);
        Assert.Empty(route.Explanation);
    });

    [Fact]
    public void Dump_of_many_parts_is_whole() => NetworkNamespace.RunWithVeth((a, b) =>
    {
        using var route = new RouteClient();
        var expected = new HashSet<(int, AddressPrefix)>();
        for (uint i = 1; i <= 200; i++)
        {
            var link = i % 2 == 0 ? a : b;
            var address = new AddressPrefix(IpAddr.FromIPv4(0x0A000000 + i), 32);
            Assert.True(route.TryAssign(link.Index, address, LongLease, out _));
            Assert.True(expected.Add((link.Index, address)));
        }

        var found = route.DumpAddresses();

        Assert.Equal(200, found.Count);
        Assert.True(expected.SetEquals(found.Select(f => (f.InterfaceIndex, f.Address))));
    });

    [Fact]
    public void Links_are_read_with_state_and_address() => NetworkNamespace.Run(() =>
    {
        using var monitor = new LinkMonitor();
        using var route = new RouteClient();
        NetworkNamespace.Ip("link add name a address 02:00:00:00:77:01 type veth peer name b");
        NetworkNamespace.Ip("link set dev a up");

        Assert.Equal(["a", "b", "lo"], route.DumpLinks().Select(l => l.Name).Order());
        Assert.True(route.TryGetLink("a", out var a));
        Assert.Equal("02:00:00:00:77:01", a.Address.ToString());
        // Its other end is down.
        Assert.Equal((true, false), (a.IsUp, a.HasCarrier));
        NetworkNamespace.Ip("link set dev b up");
        a = monitor.AwaitUsable("a");
        Assert.Equal((true, true), (a.IsUp, a.HasCarrier));
        Assert.False(route.TryGetLink("c", out _));
    });

    [Fact]
    public void Renewals_allocate_nothing_on_either_side() => NetworkNamespace.RunWithVeth(a =>
    {
        using var monitor = new LinkMonitor();
        using var route = new RouteClient();
        var address4 = AddressPrefix.Parse("192.0.2.10/32");
        var address6 = AddressPrefix.Parse("2001:db8::10/128");
        Assert.True(route.TryAssign(a.Index, address6, LongLease, out _));
        // The kernel tells of a new IPv6 address from a work item, perhaps AFTER the answer; of a renewal before.
        _ = monitor.Await(e => e.Address.Address == address6);
        _ = RenewAndHear(10, monitor, route, a, address4, address6);

        var heard = 0;
        Assert.Equal(
            0, AllocatedBytes.Least(_ => heard = RenewAndHear(5000, monitor, route, a, address4, address6)));
        Assert.Equal(10_000, heard);
    });

    private static int RenewAndHear(
        int times, LinkMonitor monitor, RouteClient route, LinkState link, AddressPrefix first, AddressPrefix second)
    {
        var heard = 0;
        for (var i = 0; i < times; i++)
        {
            var renewed = route.TryAssign(link.Index, first, LongLease, out _)
                && route.TryAssign(link.Index, second, LongLease, out _);
            while (renewed && monitor.TryRead(out var happened))
            {
                heard += happened.Kind == LinkEventKind.AddressAdded && happened.Address.IsTagged ? 1 : 0;
            }
        }

        return heard;
    }
}
