using System.Collections.Concurrent;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux.Interop;
using Gateway.Vrrp.Linux.Sockets;
using Gateway.Vrrp.Packets;
using static Lab.Kernel.Listening;

namespace Lab.Kernel;

/// <summary>Another machine that has a virtual address is heard where that address stands.</summary>
public sealed class AddressClaimTests
{
    private static readonly MacAddress Stranger = MacAddress.FromBytes([2, 0, 0, 0, 0x77, 9]);

    private static readonly VirtualRouterConfig Lan = new()
    {
        Name = "lan4",
        Interface = "a",
        VirtualRouterId = 51,
        Priority = 200,
        Addresses = [AddressPrefix.Parse("192.0.2.100/32")],
        AdvertisementInterval = Duration.FromMilliseconds(100),
        Preempt = true,
        Track = [],
    };

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    public void Who_claims_an_address_of_a_Master_is_named_on_whichever_interface_it_stands(string link) =>
        NetworkNamespace.RunWithVeth((a, b) =>
        {
            NetworkNamespace.Ip("address add 192.0.2.11/24 dev a");
            var log = new EventLog();
            var router = Lan with { Owned = [new(Lan.Addresses[0], link)] };
            using var engine = VrrpEngine.Start(new() { VirtualRouters = [router], Trackers = [] }, [log]);
            Await("it is Master", () => IsMaster(engine));

            Claim(router.Addresses[0].Address, from: link == a.Name ? b.Index : a.Index);

            Await("it is told", () => log.Told(VrrpEventKind.AddressClaimed).Any());
            Assert.Equal(Stranger, Assert.Single(log.Told(VrrpEventKind.AddressClaimed)).Claimant);
        });

    [Fact]
    public void A_reload_that_moves_an_address_to_another_interface_listens_there() =>
        NetworkNamespace.RunWithVeth((a, b) =>
        {
            NetworkNamespace.Ip("address add 192.0.2.11/24 dev a");
            var log = new EventLog();
            using var engine = VrrpEngine.Start(new() { VirtualRouters = [Lan], Trackers = [] }, [log]);
            Await("it is Master", () => IsMaster(engine));

            engine.Apply(new() { VirtualRouters = [Lan with { Owned = [new(Lan.Addresses[0], "b")] }], Trackers = [] });
            Await("it stands there", () => NetworkNamespace.IpOutput("address show dev b")
                .Contains("192.0.2.100", StringComparison.Ordinal));

            // Again and again: the address stands there a moment before the ear does.
            Await("it is told", () =>
            {
                Claim(Lan.Addresses[0].Address, from: a.Index);
                return log.Told(VrrpEventKind.AddressClaimed).Any();
            });
        });

    private static bool IsMaster(VrrpEngine engine) =>
        engine.Snapshot.VirtualRouters.Any(router => router.State == VrrpState.Master);

    // The two interfaces are each other's other end.
    private static void Claim(IpAddr address, int from)
    {
        using var frames = new FrameSocket();
        var frame = new byte[GratuitousArp.FrameLength];
        GratuitousArp.Write(frame, Stranger, address, ArpOperation.Request);
        Assert.True(frames.TrySend(from, frame, out var errno), Errno.Name(errno));
    }

    private sealed class EventLog : IVrrpObserver
    {
        private readonly ConcurrentQueue<VrrpEvent> _events = [];

        public void On(in VrrpEvent vrrpEvent) => _events.Enqueue(vrrpEvent);

        public IEnumerable<VrrpEvent> Told(VrrpEventKind kind) => _events.Where(told => told.Kind == kind);
    }
}
