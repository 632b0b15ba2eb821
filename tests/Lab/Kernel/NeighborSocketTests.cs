using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Sockets;
using Gateway.Vrrp.Packets;

namespace Lab.Kernel;

public sealed class NeighborSocketTests
{
    private const byte Solicitation = 135;
    private const byte Advertisement = 136;

    private static readonly byte[] Sender = [2, 0, 0, 0, 0, 1];

    [Fact]
    public void Arp_is_heard_as_a_whole_frame() => RunWithNeighbor((neighbor, send) =>
    {
        var frame = new byte[GratuitousArp.FrameLength];
        GratuitousArp.Write(frame, MacAddress.FromBytes(Sender), IpAddr.Parse("192.0.2.10"), ArpOperation.Request);

        send(frame);

        Assert.Equal(frame, neighbor.Await()[..frame.Length]);
    });

    [Fact]
    public void Of_neighbor_discovery_only_advertisements_are_heard() => RunWithNeighbor((neighbor, send) =>
    {
        var frame = FrameOf(Advertisement);

        send(FrameOf(Solicitation));
        send([.. frame[..20], 17, .. frame[21..]]);
        send([.. frame[..12], 0x08, 0x00, .. frame[14..]]);
        send([.. frame[..12], 0x81, 0x00, 0, 10, .. frame[12..]]);
        send(frame[..40]);
        send(frame);

        Assert.Equal(frame, neighbor.Await());
        Assert.Equal(0, neighbor.TryReceive(new byte[128]));
    });

    [Fact]
    public void Own_frames_are_not_heard() => NetworkNamespace.RunWithPeer((a, peer) =>
    {
        using var neighbor = new NeighborSocket(a.Index, a.Name);
        using var heard = peer.Do(() => new NeighborSocket(peer.Link.Index, peer.Link.Name));
        using var frames = new FrameSocket();

        Assert.True(frames.TrySend(a.Index, FrameOf(Advertisement), out var errno), Errno.Name(errno));

        Assert.NotEmpty(heard.Await());
        Assert.Equal(0, neighbor.TryReceive(new byte[128]));
    });

    [Fact]
    public void Interface_that_is_gone_says_so() => NetworkNamespace.RunWithPeer((a, peer) =>
    {
        using var neighbor = new NeighborSocket(a.Index, a.Name);
        NetworkNamespace.Ip("link delete dev a");

        Assert.Equal(0, neighbor.TryReceive(new byte[128]));
        Assert.Equal(0, neighbor.TryReceive(new byte[128]));
        var refused = Assert.Throws<KernelException>(() => new NeighborSocket(99, "nowhere"));
        Assert.StartsWith("Cannot watch neighbors on nowhere: bind", refused.Message, StringComparison.Ordinal);
    });

    private static void RunWithNeighbor(Action<NeighborSocket, Action<byte[]>> test) =>
        NetworkNamespace.RunWithPeer((a, peer) =>
        {
            using var neighbor = peer.Do(() => new NeighborSocket(peer.Link.Index, peer.Link.Name));
            using var frames = new FrameSocket();
            test(neighbor, frame => Assert.True(frames.TrySend(a.Index, frame, out var errno), Errno.Name(errno)));
        });

    // For fd00::10, with the option that says where it lives; nobody here looks at the checksum.
    private static byte[] FrameOf(byte type) =>
    [
        0x33, 0x33, 0, 0, 0, 1, .. Sender, 0x86, 0xDD,
        0x60, 0, 0, 0, 0, 32, 58, 255, .. BytesOf("fe80::1"), .. BytesOf("ff02::1"),
        type, 0, 0, 0, 0x20, 0, 0, 0, .. BytesOf("fd00::10"), 2, 1, .. Sender,
    ];

    private static byte[] BytesOf(string address) => System.Net.IPAddress.Parse(address).GetAddressBytes();
}
