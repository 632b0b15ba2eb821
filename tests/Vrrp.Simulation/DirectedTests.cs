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
