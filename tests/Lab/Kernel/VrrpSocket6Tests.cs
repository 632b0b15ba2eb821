using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Linux.Sockets;
using Shared;

namespace Lab.Kernel;

public sealed class VrrpSocket6Tests
{
    private const string HostA = "fe80::a";
    private const string HostB = "fe80::b";

    private static readonly IpAddr Group = IpAddr.Parse("ff02::12");

    // The checksum is zero: the kernel fills it in.
    private static readonly byte[] Payload =
        [0x31, 51, 100, 1, 0, 100, 0, 0, 0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0];

    [Fact]
    public void Clauses_1_2_3_and_9_IPv6_has_its_header_and_checksum() => RunWithSockets((a, b, _, _) =>
    {
        Assert.True(a.TrySend(Payload, out var errno), Errno.Name(errno));

        var received = b.Await();

        Assert.Equal((IpAddr.Parse(HostA), Group), (received.Source, received.Destination));
        Assert.Equal(255, received.HopLimit);
        Assert.Equal(Payload[..6], received.Message[..6]);
        Assert.Equal(Payload[8..], received.Message[8..]);
        Assert.Equal(0, ChecksumOf(received));
    });

    [Fact]
    public void Header_has_the_traffic_class_of_network_control() => RunWithSockets((a, b, link, peer) =>
    {
        using var witness = peer.Do(() => new WitnessSocket(peer.Link.Index, peer.Link.Name));
        Assert.True(a.TrySend(Payload, out _));

        var packet = witness.Await();

        Assert.Equal(0x6C, packet[0]);
        Assert.Equal(0, packet[1] >> 4);
    });

    [Fact]
    public void Packet_with_a_wrong_checksum_is_dropped_by_the_kernel() => RunWithSockets((a, b, link, peer) =>
    {
        using var frames = new FrameSocket();
        byte[] packet =
        [
            0x6C, 0, 0, 0, 0, (byte)Payload.Length, 112, 255,
            .. BytesOf(IpAddr.Parse(HostA)), .. BytesOf(Group), .. Payload,
        ];
        byte[] frame = [0x33, 0x33, 0, 0, 0, 0x12, 2, 0, 0, 0, 0, 1, 0x86, 0xDD, .. packet];

        Assert.True(frames.TrySend(link.Index, frame, out var errno), Errno.Name(errno));
        Assert.True(a.TrySend(Payload, out _));

        // The second came after the first: the first does not come any more.
        Assert.Equal(0, ChecksumOf(b.Await()));
        Assert.False(b.TryReceive(new byte[64], out _));
    });

    [Fact]
    public void Sender_does_not_hear_itself() => RunWithSockets((a, b, _, _) =>
    {
        Assert.True(a.TrySend(Payload, out _));
        _ = b.Await();

        Assert.False(a.TryReceive(new byte[64], out var nothing));
        Assert.Equal((default, 0), (nothing.Source, nothing.Message.Length));
    });

    [Fact]
    public void Source_is_the_one_chosen() => RunWithSockets((a, b, _, _) =>
    {
        NetworkNamespace.Ip("address add fe80::aa/64 dev a nodad");

        a.SetSource(IpAddr.Parse("fe80::aa"));
        Assert.True(a.TrySend(Payload, out var errno), Errno.Name(errno));
        Assert.Equal(IpAddr.Parse("fe80::aa"), b.Await().Source);
        a.SetSource(IpAddr.Parse(HostA));
        Assert.True(a.TrySend(Payload, out _));
        Assert.Equal(IpAddr.Parse(HostA), b.Await().Source);
    });

    [Fact]
    public void Source_that_is_gone_is_the_one_chosen_all_the_same() => RunWithSockets((a, b, _, _) =>
    {
        a.SetSource(IpAddr.Parse(HostA));
        NetworkNamespace.Ip("-6 address flush dev a");

        Assert.True(a.TrySend(Payload, out var errno), Errno.Name(errno));

        Assert.Equal(IpAddr.Parse(HostA), b.Await().Source);
    });

    [Theory]
    [InlineData(HostA, HostB)]
    [InlineData("2001:db8::a", "2001:db8::b")]
    [InlineData("2001:db8::aa", "2001:db8::b")]
    public void Peer_is_reached_by_its_own_address(string from, string to) => RunWithSockets((a, b, link, peer) =>
    {
        NetworkNamespace.Ip("address add 2001:db8::a/64 dev a nodad");
        NetworkNamespace.Ip("address add 2001:db8::aa/64 dev a nodad");
        peer.Ip("address add 2001:db8::b/64 dev b nodad");

        a.SetSource(IpAddr.Parse(from));

        var received = b.Await(
            send: () => Assert.True(a.TrySend(Payload, IpAddr.Parse(to), out var failure), Errno.Name(failure)));

        Assert.Equal((IpAddr.Parse(from), IpAddr.Parse(to)), (received.Source, received.Destination));
        Assert.Equal(255, received.HopLimit);
        Assert.Equal(0, ChecksumOf(received));
        Assert.False(a.TrySend(Payload, IpAddr.Parse("2001:db8:1::1"), out var errno));
        Assert.Equal(Errno.ENETUNREACH, errno);
    });

    [Fact]
    public void Group_is_heard_only_after_joining() => NetworkNamespace.RunWithPeer((a, peer) =>
    {
        NetworkNamespace.Ip($"address add {HostA}/64 dev a nodad");
        peer.AddAddress6(HostB);
        using var sender = new VrrpSocket6(a.Index, a.Name, joinGroup: false);
        using var receiver = peer.Do(() => new VrrpSocket6(peer.Link.Index, peer.Link.Name, joinGroup: false));

        Assert.True(sender.TrySend(Payload, out _));
        Assert.True(sender.TrySend(Payload, IpAddr.Parse(HostB), out _));
        Assert.Equal(IpAddr.Parse(HostB), receiver.Await().Destination);
        receiver.JoinGroup();
        receiver.JoinGroup();
        Assert.True(sender.TrySend(Payload, out _));

        Assert.Equal(Group, receiver.Await().Destination);
    });

    [Fact]
    public void Interface_without_IPv6_says_so_and_serves_again_afterwards() => RunWithSockets((a, _, link, _) =>
    {
        File.WriteAllText("/proc/sys/net/ipv6/conf/a/disable_ipv6", "1");

        var refused = Assert.Throws<KernelException>(() => new VrrpSocket6(link.Index, link.Name, joinGroup: true));
        Assert.Contains("net.ipv6.conf.a.disable_ipv6 is set", refused.Message, StringComparison.Ordinal);
        Assert.False(a.TrySend(Payload, out var errno));
        Assert.Equal(Errno.EADDRNOTAVAIL, errno);
        File.WriteAllText("/proc/sys/net/ipv6/conf/a/disable_ipv6", "0");
        using var again = new VrrpSocket6(link.Index, link.Name, joinGroup: true);
        NetworkNamespace.Ip($"address add {HostA}/64 dev a nodad");
        Assert.True(a.TrySend(Payload, out errno), Errno.Name(errno));
    });

    [Fact]
    public void Interface_that_is_down_or_gone_says_so() => RunWithSockets((a, b, _, _) =>
    {
        NetworkNamespace.Ip("link set dev a down");
        Assert.False(a.TrySend(Payload, out var errno));
        Assert.NotEqual(0, errno);
        NetworkNamespace.Ip("link delete dev a");
        Assert.False(a.TrySend(Payload, out errno));
        Assert.NotEqual(0, errno);

        Assert.False(a.TryReceive(new byte[64], out _));
        Assert.False(b.TryReceive(new byte[64], out _));
        var refused = Assert.Throws<KernelException>(() => new VrrpSocket6(99, "nowhere", joinGroup: true));
        Assert.StartsWith("Cannot open VRRP over IPv6 on nowhere", refused.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Sending_and_receiving_allocate_nothing() => RunWithSockets((a, b, _, _) =>
    {
        var buffer = new byte[2048];
        Assert.Equal(10, SendAndReceive(10, a, b, buffer));

        var received = 0;
        Assert.Equal(0, AllocatedBytes.Least(_ => received = SendAndReceive(10_000, a, b, buffer)));
        Assert.Equal(10_000, received);
    });

    private static void RunWithSockets(Action<VrrpSocket6, VrrpSocket6, LinkState, PeerHost> test) =>
        NetworkNamespace.RunWithPeer((a, peer) =>
        {
            NetworkNamespace.Ip($"address add {HostA}/64 dev a nodad");
            peer.AddAddress6(HostB);
            using var socketA = new VrrpSocket6(a.Index, a.Name, joinGroup: true);
            using var socketB = peer.Do(() => new VrrpSocket6(peer.Link.Index, peer.Link.Name, joinGroup: true));
            test(socketA, socketB, a, peer);
        });

    // A frame through a veth pair is there when the send returns, but for the work of another core.
    private static int SendAndReceive(int count, VrrpSocket6 sender, VrrpSocket6 receiver, byte[] buffer)
    {
        var received = 0;
        for (var i = 0; i < count; i++)
        {
            _ = sender.TrySend(Payload, out _);
            var deadline = MonotonicClock.Now + Listening.Patience;
            while (received <= i && MonotonicClock.Now < deadline)
            {
                received += receiver.TryReceive(buffer, out var datagram) && datagram.HopLimit == 255 ? 1 : 0;
            }
        }

        return received;
    }

    // RFC 8200 section 8.1, next header 112: zero when the message carries the right one.
    private static int ChecksumOf(ReceivedDatagram received)
    {
        byte[] summed =
        [
            .. BytesOf(received.Source), .. BytesOf(received.Destination),
            0, 0, 0, (byte)received.Message.Length, 0, 0, 0, 112, .. received.Message,
        ];
        var sum = 0;
        for (var i = 0; i < summed.Length; i += 2)
        {
            sum += (summed[i] << 8) | summed[i + 1];
        }

        return 0xFFFF ^ ((sum & 0xFFFF) + (sum >> 16));
    }

    private static byte[] BytesOf(IpAddr address)
    {
        var bytes = new byte[address.Length];
        _ = address.WriteTo(bytes);
        return bytes;
    }
}
