using Gateway.Vrrp.Core;
using Vrrp.Simulation.World;

namespace Vrrp.Simulation;

/// <summary>Single faults at chosen moments: what the seeds meet only by luck.</summary>
public sealed class DirectedTests
{
    private static readonly Scenario Calm = new()
    {
        Seed = 1,
        Intervals = [Duration.FromSeconds(1)],
        Priorities = [200, 150, 100],
        Preempt = true,
    };

    [Fact]
    public void At_one_second_a_crashed_master_has_lost_its_addresses_before_another_takes_over()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var (cluster, nodes) = Start(Calm with { Seed = seed });
            nodes[0].Crash();

            while (nodes[1].State != VrrpState.Master)
            {
                cluster.Run(Duration.FromMilliseconds(10));
            }

            Assert.Equal(0, nodes[0].Addresses.Count);
            Assert.Equal(2, nodes[1].Addresses.Count);
        }
    }

    [Fact]
    public void Master_that_thaws_behind_the_takeover_of_a_better_backup_does_not_claim_the_addresses()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            // Without Preempt the Master may be the worst, and the others' patience shorter than its own.
            var (cluster, nodes) = Start(Calm with { Seed = seed, Preempt = false }, master: 2);
            nodes[2].Freeze();
            while (nodes[0].State != VrrpState.Master)
            {
                cluster.Run(Duration.FromMilliseconds(10));
            }

            nodes[2].Thaw();

            Assert.Equal(VrrpState.Backup, nodes[2].State);
            Assert.True(cluster.Network.IsKnownOwner(0));
            cluster.Run(Duration.FromSeconds(10));
            Assert.Equal(VrrpState.Master, nodes[0].State);
        }
    }

    [Theory]
    [InlineData(1000, 100)]
    [InlineData(100, 10)]
    [InlineData(1000, 300)]
    // As far as thirty times as long: a Backup believes ten times its own interval, and waits for three of those.
    [InlineData(10, 300)]
    [InlineData(100, 1000)]
    [InlineData(100, 3000)]
    public void A_reload_to_another_interval_moves_nothing(int before, int after)
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            // In any order.
            AssertReloadMovesNothing(seed, before, after, isMasterFirst: seed % 2 == 0);
        }
    }

    [Theory]
    [InlineData(10, 1000)]
    [InlineData(100, 5000)]
    public void A_reload_to_a_far_longer_interval_moves_nothing_where_the_master_comes_last(int before, int after)
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            AssertReloadMovesNothing(seed, before, after, isMasterFirst: false);
        }
    }

    [Fact]
    public void A_node_that_is_alone_keeps_its_addresses_through_a_drain_and_gives_them_away_at_once_to_end()
    {
        var (cluster, nodes) = Start(Calm with { Priorities = [200] });

        nodes[0].SetDrain(true);
        cluster.Run(Duration.FromSeconds(20));
        Assert.Equal((VrrpState.Master, 2), (nodes[0].State, nodes[0].Addresses.Count));
        Assert.Equal(1, nodes[0].Interfaces[0].Router!.Snapshot(null).MasterTransitions);
        nodes[0].Leave();

        Assert.Equal((VrrpState.Backup, 0), (nodes[0].State, nodes[0].Addresses.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_drain_whose_peer_is_gone_never_leaves_the_addresses_nowhere_and_whoever_comes_up_has_them_at_once(
        bool preempt)
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var (cluster, nodes) = Start(Calm with { Seed = seed, Priorities = [200, 150], Preempt = preempt });
            nodes[1].Stop();
            nodes[0].SetDrain(true);
            for (var passed = 0; passed < 1_200; passed++)
            {
                cluster.Run(Duration.FromMilliseconds(10));
                Assert.Equal((VrrpState.Master, 2), (nodes[0].State, nodes[0].Addresses.Count));
            }

            cluster.Start(nodes[1]);
            for (var passed = 0; nodes[0].State == VrrpState.Master; passed++)
            {
                Assert.True(passed < 500, $"Seed {seed}: the peer does not come.");
                cluster.Run(Duration.FromMilliseconds(10));
                Assert.Contains(nodes, node => node.State == VrrpState.Master && node.Addresses.Count == 2);
            }

            Assert.True(cluster.Network.IsKnownOwner(1));
        }
    }

    [Fact]
    public void A_cold_start_beside_a_master_that_it_cannot_hear_respects_its_answers_three_times()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var scenario = Calm with { Seed = seed, Probes = true, Priorities = [200, 150] };
            var cluster = new Cluster(scenario, new Dice(scenario.Seed));
            cluster.Start(cluster.Nodes[0]);
            cluster.Run(Duration.FromSeconds(10));

            // A firewall: advertisements are dropped, ARP is not.
            var deliver = cluster.Network.Deliver;
            cluster.Network.Deliver = (from, to, packet) =>
            {
                if (to == 0)
                {
                    deliver(from, to, packet);
                }
            };
            cluster.Start(cluster.Nodes[1]);
            var listens = Timing.MasterDownInterval(150, Duration.FromSeconds(1));
            cluster.Run(listens * 4);
            Assert.Equal(VrrpState.Backup, cluster.Nodes[1].State);
            cluster.Run(Duration.FromSeconds(2));

            // VRRP has no quorum: in the end somebody must serve.
            Assert.Equal(VrrpState.Master, cluster.Nodes[1].State);
        }
    }

    [Fact]
    public void A_master_that_is_replaced_within_its_lease_goes_on_and_nobody_else_ever_is_master()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var (cluster, nodes) = Start(Calm with { Seed = seed });
            if (seed % 2 == 0)
            {
                nodes[0].StopKeeping();
            }
            else
            {
                nodes[0].Crash();
            }

            cluster.Run(Duration.FromMilliseconds(700));
            cluster.Start(nodes[0]);

            Assert.Equal(TransitionReason.Adopted, nodes[0].Interfaces[0].Router!.Machine.Reason);
            for (var passed = 0; passed < 100; passed++)
            {
                cluster.Run(Duration.FromMilliseconds(100));
                Assert.Equal(
                    [VrrpState.Master, VrrpState.Backup, VrrpState.Backup], nodes.Select(node => node.State));
            }
        }
    }

    [Fact]
    public void A_split_brain_that_one_side_hears_is_announced_rarely_and_healed_at_once()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var (cluster, nodes) = Start(Calm with { Seed = seed, Priorities = [200, 150] });
            cluster.Network.Block(0, 1, true);
            cluster.Run(Duration.FromSeconds(20));
            Assert.Equal([VrrpState.Master, VrrpState.Master], nodes.Select(node => node.State));

            // Two addresses: at pauses up to ten seconds, at the refresh, which in the simulation has that period, and
            // when a packet comes twice, which looks like last words.
            var before = cluster.Network.AnnouncementsOf(0);
            cluster.Run(Duration.FromSeconds(60));
            Assert.InRange(cluster.Network.AnnouncementsOf(0) - before, 2, 2 * 25);

            cluster.Network.UnblockAll();
            while (nodes[1].State == VrrpState.Master)
            {
                cluster.Run(Duration.FromMilliseconds(10));
            }

            // An address that the loser told the segment last is dead from here on.
            cluster.Network.Announce(1, nodes[1].Interfaces[0].Router!.Config.Addresses[0].Address);
            cluster.Run(Duration.FromMilliseconds(3_500));
            Assert.True(cluster.Network.IsKnownOwner(0), $"seed {seed}");
        }
    }

    private static void AssertReloadMovesNothing(int seed, int before, int after, bool isMasterFirst)
    {
        var scenario = Calm with { Seed = seed, Intervals = [Duration.FromMilliseconds(before)] };
        var (cluster, nodes) = Start(scenario);
        var file = scenario with { Intervals = [Duration.FromMilliseconds(after)] };
        foreach (var node in isMasterFirst ? nodes : nodes.Reverse())
        {
            node.Reload(file);
            // Time between.
            cluster.Run(Duration.FromMilliseconds(seed * 40));
        }

        cluster.Run(Duration.FromSeconds(10) + file.LongestMasterDown);
        Assert.Equal([VrrpState.Master, VrrpState.Backup, VrrpState.Backup], nodes.Select(node => node.State));
        Assert.Equal(1, nodes[0].Interfaces[0].Router!.Snapshot(null).MasterTransitions);
        Assert.Equal(0, nodes[1].Interfaces[0].Router!.Snapshot(null).MasterTransitions);
    }

    private static (Cluster Cluster, Node[] Nodes) Start(Scenario scenario, int master = 0)
    {
        var cluster = new Cluster(scenario, new Dice(scenario.Seed));
        cluster.Start(cluster.Nodes[master]);
        cluster.Run(Duration.FromSeconds(10));
        foreach (var node in cluster.Nodes)
        {
            cluster.Start(node);
        }

        cluster.Run(Duration.FromSeconds(10));
        Assert.Equal(VrrpState.Master, cluster.Nodes[master].State);
        return (cluster, cluster.Nodes);
    }
}
