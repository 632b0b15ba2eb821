using System.Net;
using System.Net.Sockets;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Netlink;
using Shared;

namespace Lab.Kernel;

public sealed class ConnectionAborterTests
{
    private const string Own4 = "192.0.2.1";
    private const string Virtual4 = "192.0.2.100";
    private const string Own6 = "2001:db8::1";
    private const string Virtual6 = "2001:db8::100";

    [Theory]
    [InlineData("0.0.0.0", Virtual4)]
    [InlineData("::", Virtual4)]
    [InlineData("::", Virtual6)]
    [InlineData(Virtual4, Virtual4)]
    public void Client_is_reset_at_once_and_others_are_not(string listen, string address) => RunWithHosts(peer =>
    {
        using var aborter = new ConnectionAborter();
        using var listener = Listen(listen);
        using var client = Connect(peer, address, listener);
        using var server = listener.Accept();
        // Over an address that stays, and from the listener's own host.
        using var other = listen == address ? null : Connect(peer, OwnBeside(address), listener);
        using var otherServer = other is null ? null : listener.Accept();

        Assert.True(aborter.TryAbort([IpAddr.Parse(address)], Soon, out var aborted, out var errno), Errno.Name(errno));

        Assert.Equal(1, aborted);
        Assert.Equal(SocketError.ConnectionReset, ErrorOfReceive(client));
        if (other is not null)
        {
            Assert.Equal(1, otherServer!.Send([42]));
            Assert.Equal(1, other.Receive(new byte[8]));
        }

        using var again = Connect(peer, address, listener);
        using var accepted = listener.Accept();
        Assert.Equal(1, accepted.Send([42]));
        Assert.Equal(1, again.Receive(new byte[8]));
    });

    [Fact]
    public void Connection_that_waits_to_be_accepted_is_reset_too() => RunWithHosts(peer =>
    {
        using var aborter = new ConnectionAborter();
        using var listener = Listen("::");
        using var client = Connect(peer, Virtual4, listener);

        Assert.True(aborter.TryAbort([IpAddr.Parse(Virtual4)], Soon, out var aborted, out var errno), Errno.Name(errno));

        Assert.Equal(1, aborted);
        Assert.Equal(SocketError.ConnectionReset, ErrorOfReceive(client));
    });

    [Fact]
    public void Connection_that_is_half_closed_is_reset_too() => RunWithHosts(peer =>
    {
        using var aborter = new ConnectionAborter();
        using var listener = Listen("::");
        using var client = Connect(peer, Virtual4, listener);
        using var server = listener.Accept();
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, server.Receive(new byte[8]));

        Assert.True(aborter.TryAbort([IpAddr.Parse(Virtual4)], Soon, out var aborted, out var errno), Errno.Name(errno));

        Assert.Equal(1, aborted);
        Assert.Equal(SocketError.ConnectionReset, ErrorOfReceive(client));
    });

    [Fact]
    public void Address_without_connections_is_done_at_once() => RunWithHosts(peer =>
    {
        using var aborter = new ConnectionAborter();
        using var listener = Listen(Virtual4);

        Assert.True(aborter.TryAbort([IpAddr.Parse(Virtual4)], Soon, out var aborted, out var errno), Errno.Name(errno));
        Assert.Equal(0, aborted);
        using var client = Connect(peer, Virtual4, listener);
        Assert.True(client.Connected);
    });

    // In one list for all of them, or two: a list takes some milliseconds.
    [Theory]
    [InlineData(0)]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(200)]
    public void Addresses_go_together_wherever_they_stand_among_others(int others) => RunWithHosts(peer =>
    {
        using var aborter = new ConnectionAborter();
        using var listener = Listen("::");
        using var client4 = Connect(peer, Virtual4, listener);
        using var server4 = listener.Accept();
        using var client6 = Connect(peer, Virtual6, listener);
        using var server6 = listener.Accept();
        using var other = Connect(peer, Own4, listener);
        using var otherServer = listener.Accept();
        IpAddr[] between = [.. Enumerable.Range(1, others).Select(host => IpAddr.Parse($"198.51.100.{host}"))];

        Assert.True(aborter.TryAbort(
            [IpAddr.Parse(Virtual4), .. between, IpAddr.Parse(Virtual6)], Soon, out var aborted, out var errno),
            Errno.Name(errno));

        Assert.Equal(2, aborted);
        Assert.Equal(SocketError.ConnectionReset, ErrorOfReceive(client4));
        Assert.Equal(SocketError.ConnectionReset, ErrorOfReceive(client6));
        Assert.Equal(1, otherServer.Send([42]));
        Assert.Equal(1, other.Receive(new byte[8]));
    });

    [Fact]
    public void Behind_the_deadline_nothing_is_begun() => RunWithHosts(peer =>
    {
        using var aborter = new ConnectionAborter();
        using var listener = Listen("::");
        using var client = Connect(peer, Virtual4, listener);
        using var server = listener.Accept();

        Assert.False(aborter.TryAbort([IpAddr.Parse(Virtual4)], MonotonicClock.Now, out var aborted, out var errno));

        Assert.Equal((0, Errno.ETIMEDOUT), (aborted, errno));
        Assert.Equal(1, server.Send([42]));
        Assert.Equal(1, client.Receive(new byte[8]));
    });

    [Fact]
    public void Thousands_are_aborted_in_an_instant_and_without_garbage() => RunWithHosts(peer =>
    {
        const int half = 2000;
        using var aborter = new ConnectionAborter();
        using var listener = Listen("::");
        var (address4, address6) = (IpAddr.Parse(Virtual4), IpAddr.Parse(Virtual6));
        var (ends, counts, took) = (new List<Socket>(), new (int, int)[3], Duration.Zero);

        var allocated = AllocatedBytes.Least(
            _ =>
            {
                ends.ForEach(end => end.Dispose());
                ends = [.. Pairs(peer, listener, half)];
            },
            round =>
            {
                var start = MonotonicClock.Now;
                var deadline = start + Listening.Patience;
                Assert.True(aborter.TryAbort([address4], deadline, out var aborted4, out _));
                Assert.True(aborter.TryAbort([address6], deadline, out var aborted6, out _));
                took = MonotonicClock.Now - start;
                counts[round] = (aborted4, aborted6);
            });

        Assert.Equal(0, allocated);
        Assert.All(counts, count => Assert.Equal((half, half), count));
        Assert.InRange(took.Milliseconds, 0, 2000);
        Assert.Equal(SocketError.ConnectionReset, ErrorOfReceive(ends[0]));
        Assert.Equal(SocketError.ConnectionReset, ErrorOfReceive(ends[^2]));
        ends.ForEach(end => end.Dispose());
    });

    private static IEnumerable<Socket> Pairs(PeerHost peer, Socket listener, int each)
    {
        foreach (var address in (string[])[Virtual4, Virtual6])
        {
            for (var i = 0; i < each; i++)
            {
                yield return Connect(peer, address, listener);
                yield return listener.Accept();
            }
        }
    }

    private static Instant Soon => MonotonicClock.Now + Listening.Patience;

    private static string OwnBeside(string address) => address == Virtual4 ? Own4 : Own6;

    private static void RunWithHosts(Action<PeerHost> test) => NetworkNamespace.RunWithPeer((a, peer) =>
    {
        foreach (var address in (string[])[Own4 + "/24", Virtual4 + "/32"])
        {
            NetworkNamespace.Ip($"address add {address} dev a");
        }

        NetworkNamespace.Ip($"address add {Own6}/64 dev a nodad");
        NetworkNamespace.Ip($"address add {Virtual6}/128 dev a nodad");
        peer.Ip("address add 192.0.2.2/24 dev b");
        peer.Ip("address add 2001:db8::2/64 dev b nodad");
        test(peer);
    });

    private static Socket Listen(string address)
    {
        var local = IPAddress.Parse(address);
        var listener = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (local.AddressFamily == AddressFamily.InterNetworkV6)
        {
            listener.DualMode = true;
        }

        listener.Bind(new IPEndPoint(local, 0));
        listener.Listen();
        return listener;
    }

    private static Socket Connect(PeerHost peer, string address, Socket listener) => peer.Do(() =>
    {
        var remote = IPAddress.Parse(address);
        var client = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveTimeout = (int)Listening.Patience.Milliseconds,
        };
        client.Connect(remote, ((IPEndPoint)listener.LocalEndPoint!).Port);
        return client;
    });

    private static SocketError ErrorOfReceive(Socket client) =>
        Assert.Throws<SocketException>(() => client.Receive(new byte[8])).SocketErrorCode;
}
