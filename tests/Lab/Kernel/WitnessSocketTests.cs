using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Linux.Sockets;
using Shared;

namespace Lab.Kernel;

public sealed class WitnessSocketTests
{
    private static readonly byte[] Payload = [0x31, 51, 100, 1, 0, 100, 0, 0, 192, 0, 2, 10];

    [Theory]
    [InlineData("inet", "type filter hook input priority 0 ;")]
    [InlineData("netdev", "type filter hook ingress device b priority 0 ;")]
    public void Packet_that_a_firewall_drops_is_seen(string table, string hook) => RunWithWitness((witness, peer, a) =>
    {
        using var deaf = peer.Do(() => new VrrpSocket4(peer.Link.Index, peer.Link.Name, joinGroup: true));
        peer.Nft($"add table {table} f");
        peer.Nft($"add chain {table} f c {{ {hook} }}");
        peer.Nft($"add rule {table} f c meta l4proto 112 drop");

        Assert.True(a.TrySend(Payload, out var errno), Errno.Name(errno));

        var packet = witness.Await();
        Assert.Equal(0x45, packet[0]);
        Assert.Equal(IpAddr.Parse("192.0.2.1"), IpAddr.FromBytes(packet.AsSpan(12, 4)));
        Assert.Equal(Payload, packet[20..]);
        Assert.Equal(0, deaf.TryReceive(new byte[64]));
        peer.Nft("flush ruleset");
        Assert.True(a.TrySend(Payload, out _));
        Assert.NotEmpty(deaf.Await());
    });

    [Fact]
    public void Packets_of_both_families_are_seen_and_no_others() => RunWithWitness((witness, peer, sender) =>
    {
        NetworkNamespace.Ip("address add fe80::a/64 dev a nodad");
        using var sender6 = new VrrpSocket6(IndexOf("a"), "a", joinGroup: false);
        using var frames = new FrameSocket();
        // Multicast, to let it pass the hardware address: UDP, and VRRP for a VLAN that is not ours.
        byte[] udp = [0x45, 0, 0, 20, 0, 0, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 224, 0, 0, 18];
        byte[] vrrp = [0x45, 0, 0, 20, 0, 0, 0, 0, 64, 112, 0, 0, 192, 0, 2, 1, 224, 0, 0, 18];
        byte[] addresses = [0x01, 0x00, 0x5E, 0x00, 0x00, 0x12, 2, 0, 0, 0, 0, 1];
        byte[] elsewhere = [2, 0, 0, 0, 0, 9, 2, 0, 0, 0, 0, 1];

        Assert.True(frames.TrySend(IndexOf("a"), [.. addresses, 0x08, 0x00, .. udp], out _));
        Assert.True(frames.TrySend(IndexOf("a"), [.. addresses, 0x81, 0x00, 0, 10, 0x08, 0x00, .. vrrp], out _));
        Assert.True(frames.TrySend(IndexOf("a"), [.. elsewhere, 0x08, 0x00, .. vrrp], out _));
        Assert.True(sender6.TrySend(Payload, out var errno), Errno.Name(errno));
        Assert.True(sender.TrySend(Payload, out _));

        Assert.Equal((0x60, 112), (witness.Await() is var first ? first[0] & 0xF0 : 0, first[6]));
        Assert.Equal((0x45, 112), (witness.Await() is var second ? second[0] : 0, second[9]));
        Assert.Equal(0, witness.TryReceive(new byte[64]));
    });

    [Fact]
    public void Own_packets_are_not_seen() => RunWithWitness((witness, peer, sender) =>
    {
        using var own = peer.Do(() => new VrrpSocket4(peer.Link.Index, peer.Link.Name, joinGroup: false));
        Assert.True(own.TrySend(Payload, out _));
        Assert.True(sender.TrySend(Payload, out _));

        Assert.Equal(IpAddr.Parse("192.0.2.1"), IpAddr.FromBytes(witness.Await().AsSpan(12, 4)));
        Assert.Equal(0, witness.TryReceive(new byte[64]));
    });

    [Fact]
    public void Interface_that_goes_down_and_up_is_watched_on() => RunWithWitness((witness, peer, sender) =>
    {
        using var monitor = new LinkMonitor();
        peer.Ip("link set dev b down");
        _ = monitor.Await(happened => happened.Link is { Name: "a", HasCarrier: false });
        Assert.Equal(0, witness.TryReceive(new byte[64]));
        peer.Ip("link set dev b up");
        // The kernel drops what is sent before it has noticed the carrier.
        _ = monitor.AwaitUsable("a");
        using var joined = peer.Do(() => new VrrpSocket4(peer.Link.Index, peer.Link.Name, joinGroup: true));

        Assert.True(sender.TrySend(Payload, out var errno), Errno.Name(errno));

        Assert.NotEmpty(witness.Await());
        peer.Ip("link delete dev b");
        Assert.Equal(0, witness.TryReceive(new byte[64]));
        Assert.Equal(0, witness.TryReceive(new byte[64]));
        var refused = Assert.Throws<KernelException>(() => new WitnessSocket(99, "nowhere"));
        Assert.StartsWith("Cannot watch for VRRP on nowhere: bind", refused.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Watching_allocates_nothing() => RunWithWitness((witness, peer, sender) =>
    {
        var buffer = new byte[2048];
        Assert.Equal(10, SendAndWatch(10, sender, witness, buffer));

        var seen = 0;
        Assert.Equal(0, AllocatedBytes.Least(_ => seen = SendAndWatch(1000, sender, witness, buffer)));
        Assert.Equal(1000, seen);
    });

    private static void RunWithWitness(Action<WitnessSocket, PeerHost, VrrpSocket4> test) =>
        NetworkNamespace.RunWithPeer((a, peer) =>
        {
            NetworkNamespace.Ip("address add 192.0.2.1/24 dev a");
            peer.Ip("address add 192.0.2.2/24 dev b");
            using var sender = new VrrpSocket4(a.Index, a.Name, joinGroup: false);
            using var witness = peer.Do(() => new WitnessSocket(peer.Link.Index, peer.Link.Name));
            test(witness, peer, sender);
        });

    private static int IndexOf(string name)
    {
        using var route = new Gateway.Vrrp.Linux.Netlink.RouteClient();
        Assert.True(route.TryGetLink(name, out var link));
        return link.Index;
    }

    private static int SendAndWatch(int count, VrrpSocket4 sender, WitnessSocket witness, byte[] buffer)
    {
        var seen = 0;
        for (var i = 0; i < count; i++)
        {
            _ = sender.TrySend(Payload, out _);
            var deadline = MonotonicClock.Now + Listening.Patience;
            while (seen <= i && MonotonicClock.Now < deadline)
            {
                seen += witness.TryReceive(buffer) > 0 ? 1 : 0;
            }
        }

        return seen;
    }
}
