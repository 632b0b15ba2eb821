using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Sockets;

namespace Lab.Kernel;

public sealed class OutputProbeTests
{
    private static readonly byte[] Payload = [0x31, 51, 100, 1, 0, 100, 0, 0, 192, 0, 2, 10];

    [Theory]
    [InlineData(IpFamily.IPv4)]
    [InlineData(IpFamily.IPv6)]
    public void What_a_firewall_drops_on_its_way_out_is_found_and_nobody_hears_of_the_question(IpFamily family) =>
        NetworkNamespace.RunWithPeer((a, peer) =>
        {
            NetworkNamespace.Ip("address add 192.0.2.1/24 dev a");
            NetworkNamespace.Ip("address add fe80::a/64 dev a nodad");
            using var witness = peer.Do(() => new WitnessSocket(peer.Link.Index, peer.Link.Name));
            using var beside = new VrrpSocket4(a.Index, a.Name, joinGroup: true);
            using var beside6 = new VrrpSocket6(a.Index, a.Name, joinGroup: true);

            Assert.False(OutputProbe.IsDropped(a.Index, a.Name, family));
            NetworkNamespace.Nft("add table inet f");
            NetworkNamespace.Nft("add chain inet f c { type filter hook output priority 0 ; }");
            NetworkNamespace.Nft("add rule inet f c meta l4proto 112 drop");
            Assert.True(OutputProbe.IsDropped(a.Index, a.Name, family));
            NetworkNamespace.Nft("flush ruleset");

            // Behind the questions: nothing came before it, and nothing with it.
            Assert.True(beside.TrySend(Payload, out var errno), Errno.Name(errno));
            Assert.Equal(Payload, witness.Await()[20..]);
            Assert.Equal(0, witness.TryReceive(new byte[64]));
            Assert.Equal(0, beside.TryReceive(new byte[64]));
            Assert.False(beside6.TryReceive(new byte[64], out _));
        });
}
