using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Netlink;
using static Lab.Kernel.Listening;

namespace Lab.Kernel;

/// <summary>The engine with virtual router MAC addresses (RFC 9568 section 7.3) on one interface of the real
/// kernel.</summary>
public sealed class VirtualMacTests
{
    private const string Name = "vrrp4.51";
    private const string Address = "192.0.2.100";

    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Half a second, or what is left of an interval.</summary>
    private static readonly TimeSpan NextRenewal = TimeSpan.FromSeconds(3);

    private static readonly VirtualRouterConfig Lan = Router("lan4", 51, Name, $"{Address}/24");

    // "When a host sends an ARP Request for one of the Virtual Router IPv4 addresses, the Active Router MUST respond to
    // the ARP Request with an ARP response that indicates the virtual MAC address" (RFC 9568 section 8.1.2; 8.2.2 for
    // IPv6).
    [Fact]
    public void Several_ids_and_both_families_each_answer_with_their_own_MAC_address() =>
        NetworkNamespace.RunWithPeer((a, peer) =>
        {
            AddOwnAddresses();
            peer.Ip("address add 192.0.2.20/24 dev b");
            peer.Ip("address add 2001:db8::20/64 dev b nodad");
            peer.Ip("address add fe80::20/64 dev b nodad");
            using var route = new RouteClient();
            var masters = new MasterCount();
            using (VrrpEngine.Start(ConfigOf(
                Lan,
                Router("second", 52, "vrrp4.52", "192.0.2.101/24", "192.0.2.102/24"),
                Router("lan6", 51, "vrrp6.51", "fe80::5e:51/128", "2001:db8::100/64")), [masters]))
            {
                foreach (var router in (string[])["lan4", "second", "lan6"])
                {
                    Await($"{router} is Master", Patience, () => masters[router] == 1);
                }

                Assert.Equal("00:00:5e:00:01:33", Resolve(peer, Address));
                Assert.Equal("00:00:5e:00:01:34", Resolve(peer, "192.0.2.101"));
                Assert.Equal("00:00:5e:00:01:34", Resolve(peer, "192.0.2.102"));
                Assert.Equal("00:00:5e:00:02:33", Resolve(peer, "2001:db8::100"));
                Assert.Equal("00:00:5e:00:02:33", Resolve(peer, "fe80::5e:51"));
                Assert.Equal($"{a.Address}", Resolve(peer, "192.0.2.11"));
                Assert.All(
                    (string[])[Address, "192.0.2.102", "2001:db8::100", "fe80::5e:51"],
                    address => Assert.True(AnswersTcp(peer, address), $"{address} does not answer"));
                Assert.Equal($"{a.Address}", Resolve(peer, "2001:db8::11"));
            }

            Assert.DoesNotContain(route.DumpLinks(), link => link.IsOurs);
        });

    // "MUST NOT ... with its physical MAC address", also where it asks itself: who is asked, remembers.
    [Fact]
    public void What_it_asks_of_a_neighbour_does_not_tell_its_own_MAC_address() => Run((engine, masters, route, peer) =>
    {
        Assert.Equal("00:00:5e:00:01:33", Resolve(peer, Address));

        // From the virtual address to a neighbour that this host has not met.
        peer.Ip("address add 192.0.2.21/24 dev b");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(Address), 0));
        socket.SendTo([1], new IPEndPoint(IPAddress.Parse("192.0.2.21"), 9));
        Await("the neighbour has answered", Patience, () => NetworkNamespace.IpOutput("neighbour show 192.0.2.21")
            .Contains("lladdr", StringComparison.Ordinal));

        Assert.Equal("00:00:5e:00:01:33", Resolve(peer, Address));
    });

    [Fact]
    public void An_interface_that_somebody_deletes_is_made_again_without_a_transition() =>
        Run((engine, masters, route, peer) =>
        {
            NetworkNamespace.Ip($"link delete dev {Name}");

            Await("it is back with the address", AtOnce, () => IsOn(route, Name));
            Assert.Equal("00:00:5e:00:01:33", Resolve(peer, Address));
            Assert.Equal(1, masters["lan4"]);
        });

    [Fact]
    public void An_interface_that_somebody_switches_off_is_on_again() => Run((engine, masters, route, peer) =>
    {
        NetworkNamespace.Ip($"link set dev {Name} down");

        Await("it is up", NextRenewal, () => route.TryGetLink(Name, out var link) && link.IsUp && IsOn(route, Name));
        Assert.Equal(1, masters["lan4"]);
    });

    [Fact]
    public void Without_it_after_a_reload_the_virtual_router_starts_anew_on_the_interface() =>
        Run((engine, masters, route, peer) =>
        {
            engine.Apply(ConfigOf(Lan with { VirtualMacInterface = null }));

            Await("it is Master again", Patience, () => masters["lan4"] == 2);
            Assert.True(IsOn(route, "a"));
            Assert.False(route.TryGetLink(Name, out _));
            Assert.Equal("0", Setting("a/arp_ignore"));

            engine.Apply(ConfigOf(Lan));

            Await("it is Master for the third time", Patience, () => masters["lan4"] == 3);
            Assert.True(IsOn(route, Name));
            Assert.Equal("1", Setting("a/arp_ignore"));
        });

    [Fact]
    public void An_interface_below_that_is_pulled_and_comes_back_carries_it_again() => NetworkNamespace.RunWithVeth(a =>
    {
        AddOwnAddresses();
        using var route = new RouteClient();
        var masters = new MasterCount();
        using var engine = VrrpEngine.Start(ConfigOf(Lan), [masters]);
        Await("it is Master", Patience, () => masters["lan4"] == 1);

        NetworkNamespace.Ip("link delete dev a");
        NetworkNamespace.Ip("link add name a type veth peer name b");
        AddOwnAddresses();
        NetworkNamespace.Ip("link set dev b up");
        NetworkNamespace.Ip("link set dev a up");

        Await("it is Master again", Patience, () => masters["lan4"] == 2);
        Assert.True(IsOn(route, Name));
        Assert.Equal("2", Setting("a/arp_announce"));
    });

    [Fact]
    public void A_virtual_address_that_somebody_puts_on_the_interface_below_is_removed() =>
        Run((engine, masters, route, peer) =>
        {
            NetworkNamespace.Ip($"address add {Address}/24 dev a");

            Await("it is gone from there", AtOnce, () => !IsOn(route, "a"));
            Assert.True(IsOn(route, Name));
        });

    [Fact]
    public void A_leftover_that_nobody_wants_is_deleted_and_one_that_is_wanted_is_used_again() =>
        NetworkNamespace.RunWithVeth(a =>
        {
            AddOwnAddresses();
            using var route = new RouteClient();
            var (wanted, index) = (Gateway.Vrrp.Packets.VirtualMac.Of(IpFamily.IPv4, 51), 0);
            Assert.True(route.TryCreateMacvlan(a.Index, Name, wanted, out index, out _));
            Assert.True(route.TrySetUp(index, out _));
            Assert.True(route.TryCreateMacvlan(
                a.Index, "vrrp4.77", Gateway.Vrrp.Packets.VirtualMac.Of(IpFamily.IPv4, 77), out _, out _));
            NetworkNamespace.Ip("link add link a name user0 type macvlan mode bridge");

            using var engine = VrrpEngine.Start(ConfigOf(Lan with { StartupDelay = Duration.FromSeconds(60) }), []);

            Assert.True(route.TryGetLink(Name, out var link));
            Assert.Equal((index, false), (link.Index, link.IsUp));
            Assert.False(route.TryGetLink("vrrp4.77", out _));
            Assert.True(route.TryGetLink("user0", out _));
        });

    public static TheoryData<string[], string> Refusals => new()
    {
        { ["link add name bridge0 type bridge", "link set dev a master bridge0"],
            "Cannot put 00:00:5e:00:01:33 on a as the interface vrrp4.51" },
        { ["link add vrrp4.51 type veth peer name other"], "there is another interface of that name" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_the_kernel_refuses_is_an_error_of_the_start(string[] commands, string expected) =>
        NetworkNamespace.RunWithVeth(a =>
        {
            Array.ForEach(commands, NetworkNamespace.Ip);

            var refused = Assert.Throws<KernelException>(() => VrrpEngine.Start(ConfigOf(Lan), []));

            Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
            Assert.Equal(("0", "0"), (Setting("a/arp_ignore"), Setting("a/arp_announce")));
        });

    [Fact]
    public void A_setting_that_would_silence_it_is_an_error_of_the_start() => NetworkNamespace.RunWithVeth(a =>
    {
        File.WriteAllText("/proc/sys/net/ipv4/conf/all/arp_filter", "1");
        using var route = new RouteClient();

        var refused = Assert.Throws<KernelException>(() => VrrpEngine.Start(ConfigOf(Lan), []));

        Assert.Contains("net.ipv4.conf.all.arp_filter", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(route.DumpLinks(), link => link.IsOurs);
    });

    private static void Run(Action<VrrpEngine, MasterCount, RouteClient, PeerHost> test) =>
        NetworkNamespace.RunWithPeer((a, peer) =>
        {
            AddOwnAddresses();
            peer.Ip("address add 192.0.2.20/24 dev b");
            using var route = new RouteClient();
            var masters = new MasterCount();
            using var engine = VrrpEngine.Start(ConfigOf(Lan), [masters]);
            Await("it is Master", Patience, () => masters["lan4"] == 1);
            test(engine, masters, route, peer);
        });

    private static void AddOwnAddresses()
    {
        NetworkNamespace.Ip("address add 192.0.2.11/24 dev a");
        NetworkNamespace.Ip("address add 2001:db8::11/64 dev a nodad");
        NetworkNamespace.Ip("address add fe80::11/64 dev a nodad");
    }

    private static VirtualRouterConfig Router(string name, byte id, string link, params string[] addresses) => new()
    {
        Name = name,
        Interface = "a",
        VirtualMacInterface = link,
        VirtualRouterId = id,
        Priority = 200,
        Addresses = [.. addresses.Select(AddressPrefix.Parse)],
        AdvertisementInterval = Duration.FromMilliseconds(400),
        Preempt = true,
        Track = [],
    };

    private static VrrpConfig ConfigOf(params ImmutableArray<VirtualRouterConfig> routers) =>
        new() { VirtualRouters = routers, Trackers = [] };

    private static string Setting(string path) => File.ReadAllText($"/proc/sys/net/ipv4/conf/{path}").Trim();

    private static bool IsOn(RouteClient route, string name) =>
        route.TryGetLink(name, out var link) && route.DumpAddresses().Exists(found =>
            found.InterfaceIndex == link.Index && found.Address.Address == IpAddr.Parse(Address));

    // The MAC address that the peer finds the address at when it asks anew.
    private static string Resolve(PeerHost peer, string address)
    {
        peer.Ip("neighbour flush dev b");
        var (target, found) = (IPAddress.Parse(address), "");
        Await($"{address} is resolved", Patience, () =>
        {
            peer.Do(() =>
            {
                using var socket = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                IPAddress scoped = target.IsIPv6LinkLocal
                    ? new IPAddress(target.GetAddressBytes(), peer.Link.Index)
                    : target;
                return socket.SendTo([1], new IPEndPoint(scoped, 9));
            });
            var words = peer.Do(() => NetworkNamespace.IpOutput($"neighbour show {address} dev b")).Split(' ');
            var at = Array.IndexOf(words, "lladdr");
            found = at < 0 ? "" : words[at + 1];
            return found.Length > 0;
        });
        return found;
    }

    // Nobody listens there: a host that has the address refuses at once, and another one never says a word.
    private static bool AnswersTcp(PeerHost peer, string address)
    {
        var target = IPAddress.Parse(address);
        IPAddress scoped = target.IsIPv6LinkLocal ? new IPAddress(target.GetAddressBytes(), peer.Link.Index) : target;
        using var socket = peer.Do(() => new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        var refused = Record.Exception(
            () => socket.ConnectAsync(new IPEndPoint(scoped, 9)).Wait(Patience)) as AggregateException;
        return refused?.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
    }
}
