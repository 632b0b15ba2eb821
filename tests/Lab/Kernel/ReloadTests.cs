using System.Collections.Immutable;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Linux.Netlink;
using static Lab.Kernel.Listening;

namespace Lab.Kernel;

/// <summary>Another configuration on the running engine: what changes, changes at once, and nothing else
/// moves.</summary>
public sealed class ReloadTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly VirtualRouterConfig Lan = new()
    {
        Name = "lan4",
        Interface = "a",
        VirtualRouterId = 51,
        Priority = 200,
        Addresses = [AddressPrefix.Parse("192.0.2.100/24")],
        AdvertisementInterval = Duration.FromMilliseconds(400),
        Preempt = true,
        Track = [],
    };

    [Fact]
    public void Addresses_of_a_Master_come_and_go_without_a_transition() => Run((engine, log, route) =>
    {
        engine.Apply(ConfigOf(Lan with { Addresses = [.. Lan.Addresses, AddressPrefix.Parse("192.0.2.101/24")] }));
        Await("the new address is there", AtOnce, () => Owned(route).Contains("192.0.2.101/24"));
        engine.Apply(ConfigOf(Lan with { Addresses = [AddressPrefix.Parse("192.0.2.101/24")] }));
        Await("the old address is gone", AtOnce, () => !Owned(route).Contains("192.0.2.100/24"));

        Thread.Sleep(TimeSpan.FromMilliseconds(500));
        Assert.Equal(["192.0.2.101/24"], Owned(route));
        Assert.Equal(1, log.Transitions("lan4", VrrpState.Master));
        Assert.Equal(1, engine.Snapshot.VirtualRouters.Single().MasterTransitions);
    });

    [Fact]
    public void A_virtual_router_is_added_and_removed_beside_one_that_does_not_notice() => Run((engine, log, route) =>
    {
        var second = Lan with
        {
            Name = "second",
            Interface = "b",
            VirtualRouterId = 52,
            Addresses = [AddressPrefix.Parse("198.51.100.100/24")],
        };

        engine.Apply(ConfigOf(Lan, second));
        Await("the second is Master", Patience, () => log.Transitions("second", VrrpState.Master) == 1);
        Assert.Contains("198.51.100.100/24", Owned(route));
        engine.Apply(ConfigOf(Lan));
        Await("the second is gone", AtOnce, () => !Owned(route).Contains("198.51.100.100/24"));

        Await("the snapshot has one", AtOnce, () => engine.Snapshot.VirtualRouters.Length == 1);
        Assert.Equal(1, log.Transitions("lan4"));
    });

    // In both orders of the file, and from one that ends.
    [Fact]
    public void An_address_that_another_Master_inherits_never_leaves_the_interface()
    {
        var (first, moved) = (AddressPrefix.Parse("192.0.2.100/24"), AddressPrefix.Parse("192.0.2.101/24"));
        var second = Lan with
        {
            Name = "second", VirtualRouterId = 52, Addresses = [AddressPrefix.Parse("192.0.2.102/24"), moved],
        };
        Run(ConfigOf(Lan, second), (engine, log, route) =>
        {
            Await("the second is Master", Patience, () => log.Transitions("second", VrrpState.Master) == 1);
            using var monitor = new LinkMonitor();

            engine.Apply(ConfigOf(
                Lan with { Addresses = [first, moved], Priority = 190 },
                second with { Addresses = [second.Addresses[0]] }));
            Await("the first has two", AtOnce, () => engine.Snapshot.VirtualRouters[0].Priority == 190);
            engine.Apply(ConfigOf(Lan, second));
            Await("the second has two", AtOnce, () => engine.Snapshot.VirtualRouters[0].Priority == 200);
            engine.Apply(ConfigOf(Lan with { Addresses = [first, moved] }));
            Await("the first is alone", AtOnce, () => !Owned(route).Contains("192.0.2.102/24"));

            var removed = new List<AddressPrefix>();
            while (monitor.TryRead(out var happened))
            {
                if (happened.Kind == LinkEventKind.AddressRemoved)
                {
                    removed.Add(happened.Address.Address);
                }
            }

            Assert.Equal([second.Addresses[0]], removed);
            Assert.Equal(1, log.Transitions("lan4"));
        });
    }

    [Fact]
    public void A_virtual_router_that_joins_a_sync_group_of_Masters_is_one_at_once() => Run((engine, log, route) =>
    {
        var second = Lan with
        {
            Name = "second",
            Interface = "b",
            VirtualRouterId = 52,
            Addresses = [AddressPrefix.Parse("198.51.100.100/24")],
        };

        engine.Apply(ConfigOf(Lan, second) with { SyncGroups = [new("both", [0, 1])] });
        Await("the second is Master", AtOnce, () => log.Transitions("second", VrrpState.Master) == 1);

        Assert.Contains("198.51.100.100/24", Owned(route));
        Assert.Equal(1, log.Transitions("lan4"));
    });

    [Fact]
    public void A_priority_and_an_interval_change_in_place() => Run((engine, log, route) =>
    {
        engine.Apply(ConfigOf(Lan with { Priority = 120, AdvertisementInterval = Duration.FromMilliseconds(200) }));
        Await("the priority is told", AtOnce, () => engine.Snapshot.VirtualRouters.Single().Priority == 120);

        Assert.Equal(1, log.Transitions("lan4"));
        Assert.Equal(["192.0.2.100/24"], Owned(route));
    });

    [Fact]
    public void Another_id_is_another_virtual_router_and_starts_anew() => Run((engine, log, route) =>
    {
        engine.Apply(ConfigOf(Lan with { VirtualRouterId = 77 }));

        Await("it is Master again", Patience, () => log.Transitions("lan4", VrrpState.Master) == 2);
        Assert.Equal(["192.0.2.100/24"], Owned(route));
    });

    [Fact]
    public void Trackers_keep_their_words_under_new_indices()
    {
        var tracked = Lan with { Track = [new(0, -50)] };
        Run(
            ConfigOf(tracked) with { Trackers = ["web"] },
            (engine, log, route) =>
            {
                engine.ReportTracker(0, Demotion.None, TimeSpan.FromMinutes(1));
                Await("the word is heard", AtOnce, () => engine.Snapshot.VirtualRouters.Single().Priority == 200);

                engine.Apply(ConfigOf(Lan with { Track = [new(1, -50), new(0, -20)] }) with { Trackers = ["db", "web"] });

                Await("the silent one counts", AtOnce, () => engine.Snapshot.VirtualRouters.Single().Priority == 180);
                Assert.Equal(1, log.Transitions("lan4", VrrpState.Master));
            });
    }

    [Fact]
    public void A_new_virtual_router_hears_what_its_tracker_said_before()
    {
        var second = Lan with
        {
            Name = "second",
            Interface = "b",
            VirtualRouterId = 52,
            Addresses = [AddressPrefix.Parse("198.51.100.100/24")],
            Track = [new(0, 0)],
        };
        Run(
            ConfigOf(Lan with { Track = [new(0, -50)] }) with { Trackers = ["web"] },
            (engine, log, route) =>
            {
                engine.ReportTracker(0, Demotion.None, TimeSpan.FromMinutes(1));
                Await("the word is heard", AtOnce, () => engine.Snapshot.VirtualRouters.Single().Priority == 200);

                engine.Apply(ConfigOf(Lan with { Track = [new(0, -50)] }, second) with { Trackers = ["web"] });

                Await("the second is Master", Patience, () => log.Transitions("second", VrrpState.Master) == 1);
            });
    }

    [Fact]
    public void A_new_tracker_counts_by_what_it_has_said_already_and_a_silent_one_as_failed() =>
        Run((engine, log, route) =>
        {
            var tracked = Lan with { Track = [new(0, -50), new(1, 0)] };
            engine.Apply(
                ConfigOf(tracked) with { Trackers = ["web", "disk"] },
                [new(0, Demotion.None, TimeSpan.FromMinutes(1)), new(1, new(40), TimeSpan.FromMinutes(1))]);
            Await("the parts are there", AtOnce, () => engine.Snapshot.VirtualRouters.Single().PriorityParts.Length == 2);
            Assert.Equal(0, log.Told(VrrpEventKind.PriorityChanged) + log.Told(VrrpEventKind.FaultRaised));

            engine.Apply(ConfigOf(tracked with { Track = [new(0, -50)] }) with { Trackers = ["silent"] });
            Await("the silent one counts", AtOnce, () => engine.Snapshot.VirtualRouters.Single().Priority == 150);
            Assert.Equal(1, log.Transitions("lan4"));
        });

    [Fact]
    public void A_new_tracker_that_is_an_interface_counts_by_what_the_kernel_says() => Run((engine, log, route) =>
    {
        engine.Apply(ConfigOf(Lan with { Track = [new(0, 0)] }) with { Trackers = ["interface:b"] });
        Await("the part is there", AtOnce, () => engine.Snapshot.VirtualRouters.Single().PriorityParts.Length == 1);
        Assert.Equal(0, log.Told(VrrpEventKind.FaultRaised));

        engine.Apply(ConfigOf(Lan with { Track = [new(0, -50)] }) with { Trackers = ["interface:none"] });
        Await("an absent one counts", AtOnce, () => engine.Snapshot.VirtualRouters.Single().Priority == 150);
        Assert.Equal(1, log.Transitions("lan4"));
    });

    private static void Run(Action<VrrpEngine, EventLog, RouteClient> test) => Run(ConfigOf(Lan), test);

    private static void Run(VrrpConfig config, Action<VrrpEngine, EventLog, RouteClient> test) =>
        NetworkNamespace.RunWithVeth((a, b) =>
        {
            NetworkNamespace.Ip("address add 192.0.2.11/24 dev a");
            NetworkNamespace.Ip("address add 198.51.100.11/24 dev b");
            using var route = new RouteClient();
            var log = new EventLog();
            using var engine = VrrpEngine.Start(config, [log]);
            Await("it is Master", Patience, () => log.Transitions("lan4", VrrpState.Master) == 1);
            log.ForgetOthers();
            test(engine, log, route);
        });

    private static VrrpConfig ConfigOf(params ImmutableArray<VirtualRouterConfig> routers) =>
        new() { VirtualRouters = routers, Trackers = [] };

    private static List<string> Owned(RouteClient route) =>
        [.. route.DumpAddresses().Where(address => address.IsTagged).Select(address => address.Address.ToString())];

    private sealed class EventLog : IVrrpObserver
    {
        private readonly List<VrrpEvent> _events = [];

        public void On(in VrrpEvent vrrpEvent)
        {
            lock (_events)
            {
                _events.Add(vrrpEvent);
            }
        }

        public int Transitions(string router, VrrpState? to = null)
        {
            lock (_events)
            {
                return _events.Count(told => told.Kind == VrrpEventKind.StateChanged
                    && told.VirtualRouter == router && (to is null || told.To == to));
            }
        }

        public int Told(VrrpEventKind kind)
        {
            lock (_events)
            {
                return _events.Count(told => told.Kind == kind);
            }
        }

        /// <summary>What led to being Master.</summary>
        public void ForgetOthers()
        {
            lock (_events)
            {
                _events.RemoveAll(told => told.To != VrrpState.Master || told.Kind != VrrpEventKind.StateChanged);
            }
        }
    }
}
