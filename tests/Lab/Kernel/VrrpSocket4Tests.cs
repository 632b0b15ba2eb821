using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;
using Gateway.Vrrp.Linux.Sockets;
using Shared;

namespace Lab.Kernel;

public sealed class VrrpSocket4Tests
{
    private static readonly byte[] Payload = [0x31, 51, 100, 1, 0, 100, 0, 0, 192, 0, 2, 10];

    [Fact]
    public void Clauses_1_2_and_3_a_packet_of_IPv4_has_the_header_of_an_advertisement() => RunWithSockets((a, b) =>
    {
        Assert.True(a.TrySend(Payload, out var errno), Errno.Name(errno));

        var packet = b.Await();

        Assert.Equal(20 + Payload.Length, packet.Length);
        Assert.Equal(0xC0, packet[1]);
        Assert.Equal(255, packet[8]);
        Assert.Equal(112, packet[9]);
        Assert.Equal(IpAddr.Parse("192.0.2.1"), IpAddr.FromBytes(packet.AsSpan(12, 4)));
        Assert.Equal(IpAddr.Parse("224.0.0.18"), IpAddr.FromBytes(packet.AsSpan(16, 4)));
        Assert.Equal(Payload, packet[20..]);
    });

    [Fact]
    public void Sender_does_not_hear_itself() => RunWithSockets((a, b) =>
    {
        Assert.True(a.TrySend(Payload, out _));
        _ = b.Await();

        Assert.Equal(0, a.TryReceive(new byte[64]));
        Assert.Equal(0, b.TryReceive(new byte[64]));
    });

    [Fact]
    public void Source_is_the_one_chosen() => RunWithSockets((a, b) =>
    {
        NetworkNamespace.Ip("address add 198.51.100.1/24 dev a");

        a.SetSource(IpAddr.Parse("198.51.100.1"));
        Assert.True(a.TrySend(Payload, out _));
        Assert.Equal(IpAddr.Parse("198.51.100.1"), IpAddr.FromBytes(b.Await().AsSpan(12, 4)));
        a.SetSource(default);
        Assert.True(a.TrySend(Payload, out _));
        Assert.Equal(IpAddr.Parse("192.0.2.1"), IpAddr.FromBytes(b.Await().AsSpan(12, 4)));
    });

    [Theory]
    [InlineData("224.0.0.18")]
    [InlineData("192.0.2.2")]
    public void Source_that_is_gone_is_the_one_chosen_all_the_same(string to) => RunWithSockets((a, b) =>
    {
        a.SetSource(IpAddr.Parse("192.0.2.1"));
        NetworkNamespace.Ip("address flush dev a");
        var destination = IpAddr.Parse(to);

        Assert.True(
            destination.IsMulticast ? a.TrySend(Payload, out var errno) : a.TrySend(Payload, destination, out errno),
            Errno.Name(errno));

        Assert.Equal(IpAddr.Parse("192.0.2.1"), IpAddr.FromBytes(b.Await().AsSpan(12, 4)));
    });

    [Fact]
    public void Interface_that_is_down_says_so_and_comes_back() => RunWithSockets((a, b) =>
    {
        NetworkNamespace.Ip("link set dev a down");
        Assert.False(a.TrySend(Payload, out var errno));
        Assert.True(errno is Errno.ENETDOWN or Errno.ENETUNREACH, Errno.Name(errno));
        Assert.Equal(0, a.TryReceive(new byte[64]));

        NetworkNamespace.Ip("link set dev a up");
        Assert.True(a.TrySend(Payload, out errno), Errno.Name(errno));
        Assert.NotEmpty(b.Await());
    });

    [Fact]
    public void Interface_that_is_gone_says_so() => RunWithSockets((a, b) =>
    {
        NetworkNamespace.Ip("link delete dev a");

        Assert.False(a.TrySend(Payload, out var errno));
        Assert.NotEqual(0, errno);
        Assert.Equal(0, b.TryReceive(new byte[64]));
        var refused = Assert.Throws<KernelException>(() => a.SetSource(default));
        Assert.StartsWith("Cannot send from a: setsockopt(IP_MULTICAST_IF)", refused.Message, StringComparison.Ordinal);
        refused = Assert.Throws<KernelException>(() => new VrrpSocket4(99, "nowhere", joinGroup: true));
        Assert.StartsWith("Cannot open VRRP on nowhere", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Errno.ENODEV, refused.Errno);
    });

    [Fact]
    public void Frame_of_the_packet_socket_arrives_as_it_is() => RunWithSockets((_, b, link) =>
    {
        using var arp = new FrameSocket();
        byte[] header = [0x45, 0, 0, 32, 0, 0, 0, 0, 64, 112, 0, 0, 192, 0, 2, 1, 224, 0, 0, 18];
        WriteHeaderChecksum(header);
        byte[] frame = [0x01, 0x00, 0x5E, 0x00, 0x00, 0x12, 2, 0, 0, 0, 0, 1, 0x08, 0x00, .. header, .. Payload];

        Assert.True(arp.TrySend(link.Index, frame, out var errno), Errno.Name(errno));

        Assert.Equal([.. header, .. Payload], b.Await());
        Assert.False(arp.TrySend(int.MaxValue, frame, out errno));
        Assert.Equal(Errno.ENXIO, errno);
        Assert.False(arp.TrySend(link.Index, frame.AsSpan(0, 13), out errno));
        Assert.Equal(Errno.EINVAL, errno);
    });

    [Fact]
    public void Sending_waiting_and_receiving_allocate_nothing() => RunWithSockets((a, b) =>
    {
        var loop = new PollLoop();
        var index = loop.Add(b.Descriptor);
        var buffer = new byte[2048];
        Assert.Equal(10, SendAndReceive(10, a, b, loop, index, buffer));

        var received = 0;
        Assert.Equal(
            0, AllocatedBytes.Least(_ => received = SendAndReceive(10_000, a, b, loop, index, buffer)));
        Assert.Equal(10_000, received);
    });

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.2.3")]
    public void Peer_is_reached_by_its_own_address_from_the_source_chosen(string source) => RunWithPeer((a, b) =>
    {
        a.SetSource(IpAddr.Parse(source));
        Assert.True(a.TrySend(Payload, IpAddr.Parse("192.0.2.2"), out var errno), Errno.Name(errno));

        var packet = b.Await();

        Assert.Equal((0xC0, 255), (packet[1], packet[8]));
        Assert.Equal(IpAddr.Parse(source), IpAddr.FromBytes(packet.AsSpan(12, 4)));
        Assert.Equal(IpAddr.Parse("192.0.2.2"), IpAddr.FromBytes(packet.AsSpan(16, 4)));
        Assert.Equal(Payload, packet[20..]);
    });

    [Fact]
    public void Silent_peer_is_no_error() => RunWithPeer((a, b) =>
    {
        Assert.True(a.TrySend(Payload, IpAddr.Parse("203.0.113.1"), out var errno), Errno.Name(errno));
        Assert.True(a.TrySend(Payload, IpAddr.Parse("192.0.2.2"), out errno), Errno.Name(errno));
        Assert.Equal(IpAddr.Parse("192.0.2.1"), IpAddr.FromBytes(b.Await().AsSpan(12, 4)));
    });

    [Fact]
    public void Group_is_heard_only_after_joining() => RunWithPeer((a, b) =>
    {
        Assert.True(a.TrySend(Payload, out _));
        Assert.True(a.TrySend(Payload, IpAddr.Parse("192.0.2.2"), out _));
        Assert.Equal(IpAddr.Parse("192.0.2.2"), IpAddr.FromBytes(b.Await().AsSpan(16, 4)));

        b.JoinGroup();
        b.JoinGroup();
        Assert.True(a.TrySend(Payload, out _));

        Assert.Equal(IpAddr.Parse("224.0.0.18"), IpAddr.FromBytes(b.Await().AsSpan(16, 4)));
    });

    [Fact]
    public void Sending_to_a_peer_allocates_nothing() => RunWithPeer((a, b) =>
    {
        var peer = IpAddr.Parse("192.0.2.2");
        Assert.True(a.TrySend(Payload, peer, out _));

        var sent = 0;
        var allocated = AllocatedBytes.Least(_ =>
        {
            sent = 0;
            for (var i = 0; i < 1000; i++)
            {
                sent += a.TrySend(Payload, peer, out var _) ? 1 : 0;
            }
        });

        Assert.Equal(0, allocated);
        Assert.Equal(1000, sent);
        Assert.NotEmpty(b.Await());
    });

    // Two hosts, and nobody has joined the group.
    private static void RunWithPeer(Action<VrrpSocket4, VrrpSocket4> test) => NetworkNamespace.RunWithPeer((a, peer) =>
    {
        NetworkNamespace.Ip("address add 192.0.2.1/24 dev a");
        NetworkNamespace.Ip("address add 192.0.2.3/24 dev a");
        peer.Ip("address add 192.0.2.2/24 dev b");
        using var socketA = new VrrpSocket4(a.Index, a.Name, joinGroup: false);
        using var socketB = peer.Do(() => new VrrpSocket4(peer.Link.Index, peer.Link.Name, joinGroup: false));
        test(socketA, socketB);
    });

    private static void RunWithSockets(Action<VrrpSocket4, VrrpSocket4> test) =>
        RunWithSockets((a, b, link) => test(a, b));

    private static void RunWithSockets(Action<VrrpSocket4, VrrpSocket4, LinkState> test) =>
        NetworkNamespace.RunWithVeth((a, b) =>
        {
            NetworkNamespace.Ip("address add 192.0.2.1/24 dev a");
            NetworkNamespace.Ip("address add 192.0.2.2/24 dev b");
            // Both ends are in one namespace: what comes from the other end comes from an address of this host.
            File.WriteAllText("/proc/sys/net/ipv4/conf/b/accept_local", "1");
            using var socketA = new VrrpSocket4(a.Index, a.Name, joinGroup: true);
            using var socketB = new VrrpSocket4(b.Index, b.Name, joinGroup: true);
            test(socketA, socketB, a);
        });

    private static int SendAndReceive(
        int count, VrrpSocket4 sender, VrrpSocket4 receiver, PollLoop loop, int index, byte[] buffer)
    {
        var received = 0;
        for (var i = 0; i < count; i++)
        {
            _ = sender.TrySend(Payload, out _);
            _ = loop.Wait(MonotonicClock.Now + Listening.Patience);
            while (loop.IsReadable(index) && receiver.TryReceive(buffer) > 0)
            {
                received++;
            }
        }

        return received;
    }

    private static void WriteHeaderChecksum(byte[] header)
    {
        var sum = 0;
        for (var i = 0; i < header.Length; i += 2)
        {
            sum += (header[i] << 8) | header[i + 1];
        }

        sum = ~((sum & 0xFFFF) + (sum >> 16));
        (header[10], header[11]) = ((byte)(sum >> 8), (byte)sum);
    }
}
