using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Packets;

namespace Lab.Kernel;

public sealed class MacvlanTests
{
    private const string Name = "vrrp.51";

    private static readonly MacAddress VirtualMac = MacAddress.FromBytes([0x00, 0x00, 0x5E, 0x00, 0x01, 51]);

    [Fact]
    public void Macvlan_is_made_switched_on_and_deleted() => NetworkNamespace.RunWithVeth(a =>
    {
        using var route = new RouteClient();
        using var monitor = new LinkMonitor();
        // What the fixture switches off for all links is what the call must do by itself.
        File.WriteAllText("/proc/sys/net/ipv6/conf/default/addr_gen_mode", "0");

        Assert.True(route.TryCreateMacvlan(a.Index, Name, VirtualMac, out var index, out var errno), Explain(errno));

        Assert.True(route.TryGetLink(Name, out var link));
        Assert.Equal((index, VirtualMac, false), (link.Index, link.Address, link.IsUp));
        Assert.True(route.TrySetUp(index, out errno), Explain(errno));
        Assert.True(monitor.AwaitUsable(Name).IsUsable);
        Assert.DoesNotContain(route.DumpAddresses(), found => found.InterfaceIndex == index);
        Assert.True(route.TrySetDown(index, out errno), Explain(errno));
        Assert.True(route.TryGetLink(Name, out link));
        Assert.False(link.IsUp);
        Assert.True(route.TrySetUp(index, out errno), Explain(errno));
        Assert.Equal("1", File.ReadAllText($"/proc/sys/net/ipv6/conf/{Name}/addr_gen_mode").Trim());
        Assert.True(route.TryAssign(index, AddressPrefix.Parse("192.0.2.10/32"), 1000, out errno), Explain(errno));
        Assert.True(route.TryDeleteLink(index, out errno), Explain(errno));
        Assert.False(route.TryGetLink(Name, out _));
        Assert.Empty(route.DumpAddresses());
        Assert.True(route.TryDeleteLink(index, out errno), Explain(errno));

        string Explain(int number) => $"{Errno.Name(number)} {route.Explanation}";
    });

    [Fact]
    public void Macvlan_is_a_bridge_marked_as_ours_and_tells_its_parent() => NetworkNamespace.RunWithVeth(a =>
    {
        using var route = new RouteClient();
        Assert.True(route.TryCreateMacvlan(a.Index, Name, VirtualMac, out _, out _));

        Assert.True(route.TryGetLink(Name, out var link));
        Assert.Equal((a.Index, true), (link.ParentIndex, link.IsOurs));
        Assert.False(a.IsOurs);
        Assert.Contains("macvlan mode bridge", NetworkNamespace.IpOutput("-details link show dev " + Name),
            StringComparison.Ordinal);
    });

    [Fact]
    public void Refusals_carry_the_error_number() => NetworkNamespace.RunWithVeth(a =>
    {
        using var route = new RouteClient();
        Assert.True(route.TryCreateMacvlan(a.Index, Name, VirtualMac, out _, out _));

        Assert.False(route.TryCreateMacvlan(a.Index, Name, VirtualMac, out var index, out var errno));
        Assert.Equal((0, Errno.EEXIST), (index, errno));
        Assert.False(route.TryCreateMacvlan(int.MaxValue, "vrrp.52", VirtualMac, out _, out errno));
        Assert.Equal(Errno.ENODEV, errno);
        Assert.False(route.TrySetUp(int.MaxValue, out errno));
        Assert.Equal(Errno.ENODEV, errno);
        // Another with the same Ethernet address can be made, but not switched on while the first is.
        Assert.True(route.TryCreateMacvlan(a.Index, "vrrp.53", VirtualMac, out var twin, out errno));
        Assert.True(route.TryGetLink(Name, out var first));
        Assert.True(route.TrySetUp(first.Index, out errno), Errno.Name(errno));
        Assert.False(route.TrySetUp(twin, out errno));
        Assert.Equal(Errno.EADDRINUSE, errno);
    });
}
