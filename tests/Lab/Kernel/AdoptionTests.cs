using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux.Netlink;
using static Lab.Kernel.Listening;

namespace Lab.Kernel;

/// <summary>One engine after the other on the real kernel, which keeps the addresses between them.</summary>
public sealed class AdoptionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_sync_group_is_adopted_as_one_and_its_checks_are_trusted_until_they_speak() =>
        NetworkNamespace.RunWithVeth((a, b) =>
        {
            NetworkNamespace.Ip("address add 192.0.2.11/24 dev a");
            NetworkNamespace.Ip("address add 198.51.100.11/24 dev b");
            using (var first = VrrpEngine.Start(Config, []))
            {
                Await("both are Master", () => All(first, VrrpState.Master));
                Assert.True(first.StopKeeping(Patience));
                Assert.All(first.Snapshot.VirtualRouters, router => Assert.Equal(TransitionReason.Kept, router.Reason));
            }

            using var route = new RouteClient();
            Assert.Equal(2, route.DumpAddresses().Count(address => address.IsTagged));
            using var second = VrrpEngine.Start(Config, []);
            Await("both are Master again", () => All(second, VrrpState.Master));

            Assert.All(second.Snapshot.VirtualRouters, router => Assert.Equal(TransitionReason.Adopted, router.Reason));
            Assert.All(second.Snapshot.VirtualRouters, router => Assert.Equal(200, router.Priority));
            Await("the check that never speaks counts as failed",
                () => second.Snapshot.VirtualRouters.All(router => router.Priority == 150));
            Assert.True(All(second, VrrpState.Master));
        });

    [Fact]
    public void An_interface_that_went_down_keeps_the_whole_group_from_adopting() =>
        NetworkNamespace.RunWithVeth((a, b) =>
        {
            NetworkNamespace.Ip("address add 192.0.2.11/24 dev a");
            NetworkNamespace.Ip("address add 198.51.100.11/24 dev b");
            using (var first = VrrpEngine.Start(Config, []))
            {
                Await("both are Master", () => All(first, VrrpState.Master));
                Assert.True(first.StopKeeping(Patience));
            }

            NetworkNamespace.Ip("link set dev b down");
            var log = new Removals();
            using var second = VrrpEngine.Start(Config, [log]);
            Await("both are in Fault", () => All(second, VrrpState.Fault));

            using var route = new RouteClient();
            Assert.DoesNotContain(route.DumpAddresses(), address => address.IsTagged);
            Await("both are told", () => log.Count == 2);
        });

    private static VrrpConfig Config => new()
    {
        VirtualRouters = [Router("inside", "a", "192.0.2.100/24"), Router("outside", "b", "198.51.100.100/24")],
        SyncGroups = [new SyncGroupConfig("both", [0, 1])],
        Trackers = ["silent"],
    };

    private static VirtualRouterConfig Router(string name, string interfaceName, string address) => new()
    {
        Name = name,
        Interface = interfaceName,
        VirtualRouterId = 51,
        Priority = 200,
        Addresses = [AddressPrefix.Parse(address)],
        AdvertisementInterval = Duration.FromSeconds(2),
        Preempt = true,
        ProbeBeforeFirstTakeover = false,
        Track = [new(0, -50)],
    };

    private static bool All(VrrpEngine engine, VrrpState state) =>
        engine.Snapshot.VirtualRouters.Length == 2
        && engine.Snapshot.VirtualRouters.All(router => router.State == state);

    private sealed class Removals : IVrrpObserver
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void On(in VrrpEvent vrrpEvent)
        {
            if (vrrpEvent.Kind == VrrpEventKind.LeftoverRemoved)
            {
                Interlocked.Increment(ref _count);
            }
        }
    }
}
