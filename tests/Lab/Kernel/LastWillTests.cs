using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Linux.Sockets;

namespace Lab.Kernel;

/// <summary>What the guard does for a gateway that died, on the real kernel.</summary>
public sealed class LastWillTests
{
    // IPv6 header, then priority 0; the checksum is the kernel's.
    private const int PriorityOffset = 40 + 2;

    private static readonly byte[] Resignation = [0x31, 51, 0, 0, 0, 100, 0, 0];

    [Fact]
    public void A_peer_that_cannot_be_reached_keeps_no_other_from_hearing_the_farewell() =>
        NetworkNamespace.RunWithPeer((a, peer) =>
        {
            NetworkNamespace.Ip("address add fd00:10::11/64 dev a nodad");
            peer.AddAddress6("fd00:10::12");
            using var heard = peer.Do(() => new WitnessSocket(peer.Link.Index, peer.Link.Name));

            var refused = LastWill.CarryOut(
            [
                new Farewell
                {
                    Interface = a.Name,
                    Source = "fd00:10::11",
                    Packets =
                    [
                        KeyValuePair.Create("fd00:99::12", Resignation),
                        KeyValuePair.Create("fd00:10::12", Resignation),
                    ],
                    Addresses = [],
                },
            ]);

            Assert.Contains("fd00:99::12", Assert.Single(refused), StringComparison.Ordinal);
            Assert.Equal(0, heard.Await()[PriorityOffset]);
        });
}
