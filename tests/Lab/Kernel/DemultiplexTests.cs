using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux;
using Gateway.Vrrp.Linux.Sockets;
using Gateway.Vrrp.Packets;

namespace Lab.Kernel;

/// <summary>Which virtual router an advertisement on an interface is for.</summary>
public sealed class DemultiplexTests
{
    private static readonly IpAddr Sender = IpAddr.Parse("192.0.2.2");

    [Fact]
    public void Clause_20_an_id_that_is_not_configured_on_the_interface_is_discarded_and_counted() =>
        NetworkNamespace.RunWithPeer((a, peer) =>
        {
            // "MUST verify that the VRID is configured on the receiving interface."
            NetworkNamespace.Ip("address add 192.0.2.1/24 dev a");
            peer.Ip("address add 192.0.2.2/24 dev b");
            using var kernel = new EngineSockets();
            using var segment = new Segment("a", IpFamily.IPv4, kernel, new EventRing(64, () => { }));
            var router = new VirtualRouter(Config(51), segment.Port, new EventRing(64, () => { }));
            segment.Add(router);
            _ = segment.Port.Attach(a);
            using var sender = peer.Do(() => new VrrpSocket4(peer.Link.Index, peer.Link.Name, joinGroup: false));
            Send(sender, 52);
            Send(sender, 51);

            var deadline = MonotonicClock.Now + Listening.Patience;
            while (router.Snapshot(null).AdvertisementsReceived == 0 && MonotonicClock.Now < deadline)
            {
                segment.Receive(MonotonicClock.Now);
            }

            Assert.Equal(1, router.Snapshot(null).AdvertisementsReceived);
            Assert.Equal(1, segment.Drops[DropReason.UnknownVirtualRouter]);
            Assert.Equal(0, router.Snapshot(null).Dropped.Sum());
        });

    private static VirtualRouterConfig Config(byte id) => new()
    {
        Name = "lan4",
        Interface = "a",
        VirtualRouterId = id,
        Priority = 100,
        Addresses = [AddressPrefix.Parse("192.0.2.100/24")],
        AdvertisementInterval = Duration.FromSeconds(1),
        Preempt = true,
        Track = [],
    };

    private static void Send(VrrpSocket4 sender, byte id)
    {
        var template = Config(id).Template;
        var message = new byte[template.Length];
        AdvertisementWriter.Write(message, template, 200, Sender, Advertisement.GroupIPv4, ChecksumForm.PseudoHeader);
        Assert.True(sender.TrySend(message, out var errno), $"errno {errno}");
    }
}
