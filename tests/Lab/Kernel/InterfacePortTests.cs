using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;

namespace Lab.Kernel;

/// <summary>What a Master says to a peer while its own addresses are flushed, and with them the routes of the
/// interface.</summary>
public sealed class InterfacePortTests
{
    private static readonly byte[] Message = [0x31, 51, 200, 0, 0, 10, 0, 0];
    private static readonly IpAddr Own = IpAddr.Parse("2001:db8::a");
    private static readonly IpAddr Peer = IpAddr.Parse("2001:db8::b");

    [Fact]
    public void A_peer_over_IPv6_hears_on_while_no_route_leads_to_it() => RunWithPort((port, peer) =>
    {
        using var listener = peer.Do(
            () => new Gateway.Vrrp.Linux.Sockets.VrrpSocket6(peer.Link.Index, peer.Link.Name, joinGroup: false));
        Assert.True(port.TrySend(Message, Own, Peer, out var errno), Errno.Name(errno));
        var before = listener.Await();
        NetworkNamespace.Ip("-6 address flush dev a");

        Assert.True(port.TrySend(Message, Own, Peer, out errno), Errno.Name(errno));

        var after = listener.Await();
        Assert.Equal(
            (before.Source, before.Destination, before.HopLimit), (after.Source, after.Destination, after.HopLimit));
        Assert.Equal(before.Message, after.Message);
    });

    [Fact]
    public void A_peer_that_no_route_ever_led_to_is_refused() => RunWithPort((port, _) =>
    {
        NetworkNamespace.Ip("-6 address flush dev a");

        Assert.False(port.TrySend(Message, Own, Peer, out var errno));

        Assert.Equal(Errno.ENETUNREACH, errno);
    });

    private static void RunWithPort(Action<InterfacePort, PeerHost> test) => NetworkNamespace.RunWithPeer((a, peer) =>
    {
        NetworkNamespace.Ip($"address add {Own}/64 dev a nodad");
        peer.AddAddress6($"{Peer}");
        using var sockets = new EngineSockets();
        using var port = new InterfacePort(a.Name, IpFamily.IPv6, sockets);
        port.Attach(a);
        test(port, peer);
    });
}
