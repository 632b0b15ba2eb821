using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Linux.Netlink;

namespace Lab.Kernel;

/// <summary>What a virtual MAC address changes on the interface below, until its end, whatever that is.</summary>
public sealed class VirtualMacSettingTests
{
    private const string Name = "vrrp4.51";

    private static readonly VirtualRouterConfig Lan = new()
    {
        Name = "lan4",
        Interface = "a",
        VirtualRouterId = 51,
        Priority = 200,
        Addresses = [AddressPrefix.Parse("192.0.2.100/24")],
        AdvertisementInterval = Duration.FromMilliseconds(100),
        // It stays Backup.
        StartupDelay = Duration.FromSeconds(60),
        Preempt = true,
        Track = [],
        VirtualMacInterface = Name,
    };

    [Fact]
    public void What_was_set_before_stands_on_the_macvlan() => Run((a, route) =>
    {
        using var engine = Start(Lan);

        Assert.Equal(("1", "2"), (Setting("arp_ignore"), Setting("arp_announce")));
        Assert.True(route.TryGetLink(Name, out var link));
        Assert.Equal((true, "arp_ignore=0 arp_announce=0"), (link.IsOurs, link.Note));
    });

    // A crash leaves the macvlan and the settings of the interface below.
    [Theory]
    [InlineData(true, "1", "0")]
    [InlineData(false, "1", "0")]
    [InlineData(true, "2", "2")]
    public void What_an_earlier_life_changed_is_put_back_but_not_what_others_did(
        bool stillWanted, string ignore, string ignoreBehind) => Run((a, route) =>
        {
            var mac = Gateway.Vrrp.Packets.VirtualMac.Of(IpFamily.IPv4, 51);
            Assert.True(route.TryCreateMacvlan(a.Index, Name, mac, out _, out _, "arp_ignore=0 arp_announce=1"));
            Set("arp_ignore", ignore);
            Set("arp_announce", "2");

            using (Start(stillWanted ? Lan : Lan with { VirtualMacInterface = null }))
            {
                Assert.Equal(stillWanted, route.TryGetLink(Name, out _));
                Assert.Equal(stillWanted ? "2" : "1", Setting("arp_announce"));
            }

            Assert.False(route.TryGetLink(Name, out _));
            Assert.Equal((ignoreBehind, "1"), (Setting("arp_ignore"), Setting("arp_announce")));
        });

    private static void Run(Action<LinkState, RouteClient> test) => NetworkNamespace.RunWithVeth(a =>
    {
        NetworkNamespace.Ip("address add 192.0.2.11/24 dev a");
        using var route = new RouteClient();
        test(a, route);
    });

    private static VrrpEngine Start(VirtualRouterConfig router) =>
        VrrpEngine.Start(new() { VirtualRouters = [router], Trackers = [] }, []);

    private static string PathOf(string setting) => $"/proc/sys/net/ipv4/conf/a/{setting}";

    private static string Setting(string name) => File.ReadAllText(PathOf(name)).Trim();

    private static void Set(string name, string value) => File.WriteAllText(PathOf(name), value);
}
