using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Engine;

/// <summary>The counters of RFC 8347 and the parts of the priority, as the snapshot has them.</summary>
public sealed class CounterTests
{
    [Fact]
    public void Priority_zero_is_counted_both_ways()
    {
        var test = TestRouter.Master();
        test.Hear(0);
        test.Hear(0);
        test.Router.Stop(test.Now);

        var snapshot = test.Router.Snapshot(null);

        Assert.Equal(2, snapshot.PriorityZeroReceived);
        Assert.Equal(1, snapshot.PriorityZeroSent);
    }

    [Fact]
    public void Renewals_of_the_lease_are_counted_behind_a_reload_too()
    {
        var test = TestRouter.Master();
        Assert.Equal(0, test.Router.Snapshot(null).LeaseRenewals);
        test.Run(Duration.FromSeconds(10));
        Assert.Equal(10, test.Router.Snapshot(null).LeaseRenewals);

        test.Router.Retune(test.Now, test.Router.Config with { Preempt = false }, new TrackerTable(0), false);
        test.Run(Duration.FromSeconds(5));

        Assert.Equal(15, test.Router.Snapshot(null).LeaseRenewals);
    }

    [Fact]
    public void Each_error_has_the_counter_of_its_leaf()
    {
        var dropped = new long[Enum.GetValues<DropReason>().Length];
        (DropReason Reason, Func<VirtualRouterSnapshot, long> Counter)[] leaves =
        [
            (DropReason.WrongType, snapshot => snapshot.InvalidTypeReceived),
            (DropReason.TooShort, snapshot => snapshot.PacketLengthErrors),
            (DropReason.LengthMismatch, snapshot => snapshot.PacketLengthErrors),
            (DropReason.BadChecksum, snapshot => snapshot.ChecksumErrors),
            (DropReason.UnknownVersion, snapshot => snapshot.VersionErrors),
            (DropReason.WrongVersion, snapshot => snapshot.VersionErrors),
            (DropReason.UnknownVirtualRouter, snapshot => snapshot.VirtualRouterIdErrors),
            (DropReason.TtlNot255, snapshot => snapshot.IpTtlErrors),
            (DropReason.IntervalMismatch, snapshot => snapshot.IntervalErrors),
            (DropReason.ZeroInterval, snapshot => snapshot.IntervalErrors),
            (DropReason.NoAddresses, snapshot => snapshot.AddressListErrors),
        ];

        foreach (var (reason, counter) in leaves)
        {
            Array.Clear(dropped);
            dropped[(int)reason] = 7;
            var snapshot = new TestRouter().Router.Snapshot(null) with { Dropped = [.. dropped] };

            Assert.Equal(7, counter(snapshot));
        }
    }

    [Fact]
    public void An_address_list_that_differs_is_counted_though_it_is_taken()
    {
        var test = TestRouter.Master();

        test.Router.Receive(test.Now, test.Packet(100, address: "192.0.2.101/32"));

        Assert.Equal(1, test.Router.Snapshot(null).AddressListErrors);
        Assert.Equal(1, test.Router.Snapshot(null).AdvertisementsReceived);
    }

    [Fact]
    public void The_reason_of_the_last_takeover_has_its_word()
    {
        var test = new TestRouter();
        Assert.Equal(NewMasterReason.NotMaster, test.Router.Snapshot(null).NewMasterReason);
        test.Router.Start(test.Now);
        test.Run(Duration.FromSeconds(4));
        Assert.Equal(NewMasterReason.NoResponse, test.Router.Snapshot(null).NewMasterReason);
        test.Hear(200);
        test.Hear(100);
        test.Run(Duration.FromSeconds(4));
        Assert.Equal(NewMasterReason.Preempted, test.Router.Snapshot(null).NewMasterReason);

        var adopting = new TestRouter();
        adopting.Router.Adopt(adopting.Now);
        Assert.Equal(NewMasterReason.Priority, adopting.Router.Snapshot(null).NewMasterReason);
    }

    [Fact]
    public void The_priority_is_shown_with_its_parts()
    {
        var test = new TestRouter(track: [new(0, -60), new(1, 20), new(2, 0)]);
        test.Router.SetTracker(test.Now, 1, up: true);
        test.Router.Start(test.Now);

        var snapshot = test.Router.Snapshot(null);

        Assert.Equal(150, snapshot.BasePriority);
        Assert.Equal(
            [new(0, -60, Demotion.Full, -60), new(1, 20, Demotion.None, 20), new(2, 0, Demotion.Full, 0)],
            snapshot.PriorityParts);
        Assert.Equal(110, snapshot.Priority);
    }
}
