using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Linux.Interop;

namespace Vrrp.Tests.Engine;

/// <summary>Virtual routers that move as one, with what they do to their interfaces.</summary>
public sealed class RouterGroupTests
{
    private static readonly Fault CarrierLost = new(FaultKind.CarrierLost);

    [Fact]
    public void All_take_over_in_one_moment_when_the_last_of_them_may()
    {
        var test = new TestRouterGroup(150, 1000, 2000);
        test.StartAll();

        test.RunUntil(() => test.Routers[0].State == VrrpState.Master);

        // Three intervals of 2 s, and its skew of 106/256 of one.
        Assert.Equal(6_828_125_000, (test.Now - new Instant(7_000_000_000_000)).Nanoseconds);
        Assert.Equal([VrrpState.Master, VrrpState.Master], test.States);
        Assert.Equal(["assign 192.0.2.51/32 2", "send 150", "announce 192.0.2.51"], test.Ports[0].TakeCalls());
        Assert.Equal(["assign 192.0.2.52/32 3", "send 150", "announce 192.0.2.52"], test.Ports[1].TakeCalls());
        Assert.Equal(
            ["lan0 Backup Master MasterSilent", "lan1 Backup Master MasterSilent"], test.TakeTransitions()[^2..]);
    }

    [Fact]
    public void One_that_hears_its_master_keeps_all_in_backup()
    {
        var test = new TestRouterGroup();
        test.StartAll();

        for (var second = 0; second < 30; second++)
        {
            test.Hear(1, 200);
            test.Run(Duration.FromSeconds(1));
        }

        Assert.Equal([VrrpState.Backup, VrrpState.Backup], test.States);
        Assert.Empty(test.Ports[0].TakeCalls());
    }

    [Fact]
    public void One_that_loses_an_election_takes_all_with_it()
    {
        var test = TestRouterGroup.Master();

        test.Hear(1, 200);

        Assert.Equal([VrrpState.Backup, VrrpState.Backup], test.States);
        Assert.Equal(["send 0", "remove 192.0.2.51/32"], test.Ports[0].TakeCalls());
        Assert.Equal(["send 150", "remove 192.0.2.52/32"], test.Ports[1].TakeCalls());
        Assert.Equal(
            ["lan1 Master Backup HigherPriorityHeard", "lan0 Master Backup SyncGroup"], test.TakeTransitions());
    }

    [Fact]
    public void One_that_woke_too_late_takes_all_with_it()
    {
        var test = TestRouterGroup.Master(1000, 100);
        test.Sleep(Duration.FromMilliseconds(500));

        // Too late for 100 ms, not for 1 s.
        test.Routers[1].Tick(test.Now);

        Assert.Equal([0, 0], test.AddressCounts);
        Assert.Equal(["lan1 Master Backup WokeTooLate", "lan0 Master Backup SyncGroup"], test.TakeTransitions());
    }

    [Fact]
    public void One_in_fault_drags_all_into_fault_and_its_end_frees_them()
    {
        var test = TestRouterGroup.Master();

        test.Routers[0].SetFault(test.Now, CarrierLost, raised: true);

        Assert.Equal([VrrpState.Fault, VrrpState.Fault], test.States);
        Assert.Equal(["send 0", "remove 192.0.2.52/32"], test.Ports[1].TakeCalls());
        Assert.Equal([new Fault(FaultKind.GroupMemberDown, 0)], test.Routers[1].Snapshot(null).Faults);
        test.Run(Duration.FromSeconds(60));
        Assert.Equal([VrrpState.Fault, VrrpState.Fault], test.States);

        test.Routers[0].SetFault(test.Now, CarrierLost, raised: false);
        Assert.Equal([VrrpState.Backup, VrrpState.Backup], test.States);
        test.Run(Duration.FromSeconds(4));
        Assert.Equal([VrrpState.Master, VrrpState.Master], test.States);
    }

    [Fact]
    public void Of_two_in_fault_the_end_of_one_frees_nobody()
    {
        var test = TestRouterGroup.Master();
        test.Routers[0].SetFault(test.Now, CarrierLost, raised: true);
        test.Routers[1].SetFault(test.Now, CarrierLost, raised: true);

        test.Routers[0].SetFault(test.Now, CarrierLost, raised: false);

        Assert.Equal([VrrpState.Fault, VrrpState.Fault], test.States);
        Assert.Equal([new Fault(FaultKind.GroupMemberDown, 1)], test.Routers[0].Snapshot(null).Faults);
    }

    [Fact]
    public void A_takeover_that_the_kernel_refuses_to_one_leaves_nobody_with_addresses()
    {
        var test = new TestRouterGroup();
        test.Ports[1].RefuseAssign = _ => Errno.ENOMEM;
        test.StartAll();
        test.RunUntil(() => test.Routers[1].State == VrrpState.Fault);

        Assert.Equal([VrrpState.Fault, VrrpState.Fault], test.States);
        Assert.Equal([0, 0], test.AddressCounts);
        Assert.DoesNotContain("send 150", test.Ports[1].TakeCalls());

        test.Ports[1].RefuseAssign = _ => 0;
        test.Run(Duration.FromSeconds(10));
        Assert.Equal([VrrpState.Master, VrrpState.Master], test.States);
        Assert.Equal([1, 1], test.AddressCounts);
    }

    [Fact]
    public void A_drain_of_one_is_a_drain_of_all_and_ends_for_all_at_once()
    {
        var test = TestRouterGroup.Master();
        test.Routers[1].Drain(test.Now);
        Assert.Equal([1, 1], test.Routers.Select(router => router.Snapshot(null).Priority));
        test.Sleep(Duration.FromMilliseconds(600));

        test.Hear(0, 100);
        Assert.Equal([VrrpState.Master, VrrpState.Master], test.States);
        Assert.Equal([1, 1], test.AddressCounts);
        test.Hear(1, 100);
        test.Run(Duration.FromMilliseconds(500));

        Assert.Equal([VrrpState.Backup, VrrpState.Backup], test.States);
        Assert.Equal([0, 0], test.AddressCounts);
        Assert.Equal(["lan0 Master Backup Drained", "lan1 Master Backup Drained"], test.TakeTransitions());
    }

    [Fact]
    public void An_end_that_nobody_answers_comes_for_all_at_once()
    {
        var test = TestRouterGroup.Master(1000, 100);
        test.Routers[0].Leave(test.Now);
        test.Routers[1].Leave(test.Now);
        var counts = new HashSet<(int First, int Second)>();

        for (var i = 0; test.Routers[0].State == VrrpState.Master; i++)
        {
            Assert.True(i < 1_000, "It does not come.");
            test.WaitForDeadline();
            counts.Add((test.Ports[0].Addresses.Count, test.Ports[1].Addresses.Count));
        }

        Assert.Equal([(1, 1), (0, 0)], counts);
        Assert.Equal(["lan0 Master Backup Drained", "lan1 Master Backup Drained"], test.TakeTransitions());
    }

    [Fact]
    public void Owners_take_over_together_at_their_start()
    {
        var test = new TestRouterGroup(priority: 255);
        test.StartAll();

        test.RunUntil(() => test.Routers[0].State == VrrpState.Master);

        Assert.Equal(new Instant(7_000_000_000_000), test.Now);
        Assert.Equal(
            ["lan0 Backup Master AddressOwner", "lan1 Backup Master AddressOwner"], test.TakeTransitions()[^2..]);
    }

    [Fact]
    public void Of_members_that_adopt_and_of_which_the_kernel_refuses_one_none_stays_master()
    {
        var test = new TestRouterGroup();
        test.Ports[1].RefuseAssign = _ => Errno.ENOMEM;
        foreach (var router in test.Routers)
        {
            router.Group = null;
            router.Adopt(test.Now);
        }

        Assert.Equal([VrrpState.Master, VrrpState.Fault], test.States);
        new RouterGroup(test.Routers).Settle(test.Now);

        Assert.Equal([VrrpState.Fault, VrrpState.Fault], test.States);
        Assert.Equal([0, 0], test.AddressCounts);
    }

    [Fact]
    public void At_the_end_each_one_stops_by_itself()
    {
        var test = TestRouterGroup.Master();

        test.Routers[0].Stop(test.Now);

        Assert.Equal([VrrpState.Initialize, VrrpState.Master], test.States);
        Assert.Equal(["lan0 Master Initialize Shutdown"], test.TakeTransitions());
    }
}
