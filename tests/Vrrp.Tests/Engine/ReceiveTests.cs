using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Engine;

/// <summary>Packets that reach a virtual router: the good, the bad, and what is said of the bad.</summary>
public sealed class ReceiveTests
{
    private static readonly IpAddr Group = IpAddr.Parse("224.0.0.18");

    [Fact]
    public void The_form_of_the_peers_checksum_is_followed_both_ways()
    {
        var test = TestRouter.Master();
        Assert.Equal(ChecksumForm.PseudoHeader, FormOf(test.Port.Sent[^1]));

        test.Hear(100, ChecksumForm.MessageOnly);
        Assert.Equal(ChecksumForm.MessageOnly, FormOf(test.Port.Sent[^1]));
        test.Run(Duration.FromSeconds(1));
        Assert.Equal(ChecksumForm.MessageOnly, FormOf(test.Port.Sent[^1]));

        test.Hear(100, ChecksumForm.PseudoHeader);
        Assert.Equal(ChecksumForm.PseudoHeader, FormOf(test.Port.Sent[^1]));
    }

    [Fact]
    public void A_bad_packet_moves_nothing_and_is_counted_on_its_rung()
    {
        var test = TestRouter.Master();
        var packet = test.Packet(255);
        packet[^1] ^= 1;
        test.Router.Receive(test.Now, packet);

        Assert.Equal(VrrpState.Master, test.Router.State);
        Assert.Empty(test.Port.TakeCalls());
        var snapshot = test.Router.Snapshot(null);
        Assert.Equal(0, snapshot.AdvertisementsReceived);
        Assert.Equal(1, snapshot.Dropped[(int)DropReason.BadChecksum]);
        Assert.Equal(1, snapshot.Dropped.Sum());
    }

    [Fact]
    public void A_packet_from_our_own_address_is_dropped()
    {
        var test = TestRouter.Master();
        test.Router.SetSource(test.Now, TestRouter.PeerAddress);

        test.Hear(255);

        Assert.Equal(VrrpState.Master, test.Router.State);
        Assert.Equal(1, test.Router.Snapshot(null).Dropped[(int)DropReason.OwnAddress]);
    }

    [Fact]
    public void Dropping_is_told_at_once_and_then_once_a_minute_with_the_count_since()
    {
        var test = new TestRouter();
        // From no network of the interface: a peer with that TTL would be a mismatch.
        test.Router.ChooseSource(
            test.Now, [new(1, new(TestRouter.OwnAddress, 24), 0, 0)], [AddressPrefix.Parse("10.0.0.1/8")]);
        test.Router.Start(test.Now);
        test.TakeEvents();
        var packet = test.Packet(200);
        packet[8] = 64;
        // Ten a second for 125 seconds.
        for (var i = 0; i < 1250; i++)
        {
            test.Router.Receive(test.Now, packet);
            test.Sleep(Duration.FromMilliseconds(100));
        }

        var told = test.TakeEvents();

        Assert.All(told, one => Assert.Equal(VrrpEventKind.AdvertisementsDropped, one.Kind));
        Assert.All(told, one => Assert.Equal(DropReason.TtlNot255, one.Drop));
        Assert.Equal([1, 600, 600], told.Select(one => one.Count));
        Assert.Equal(1250, test.Router.Snapshot(null).Dropped[(int)DropReason.TtlNot255]);
    }

    [Fact]
    public void Each_rung_is_told_on_its_own()
    {
        var drops = new DropCounters();

        Assert.True(drops.Count(new(0), DropReason.BadChecksum, out var untold));
        Assert.Equal(1, untold);
        Assert.True(drops.Count(new(1), DropReason.TtlNot255, out _));
        Assert.False(drops.Count(new(2), DropReason.BadChecksum, out _));
        Assert.False(drops.Count(new(59_999_999_999), DropReason.BadChecksum, out _));
        Assert.True(drops.Count(new(60_000_000_000), DropReason.BadChecksum, out untold));
        Assert.Equal(3, untold);
        Assert.Equal(4, drops[DropReason.BadChecksum]);
    }

    [Fact]
    public void The_drops_of_the_segment_are_added_to_the_routers_own()
    {
        var test = new TestRouter();
        var segment = new DropCounters();
        segment.Count(test.Now, DropReason.TtlNot255, out _);
        segment.Count(test.Now, DropReason.BadChecksum, out _);
        var packet = test.Packet(200);
        packet[^1] ^= 1;
        test.Router.Receive(test.Now, packet);

        var dropped = test.Router.Snapshot(segment).Dropped;

        Assert.Equal(2, dropped[(int)DropReason.BadChecksum]);
        Assert.Equal(1, dropped[(int)DropReason.TtlNot255]);
        Assert.Equal(1, test.Router.Snapshot(null).Dropped[(int)DropReason.BadChecksum]);
    }

    private static ChecksumForm FormOf(byte[] message)
    {
        if (InternetChecksum.Compute(message) == 0)
        {
            return ChecksumForm.MessageOnly;
        }

        Assert.Equal(0, InternetChecksum.Compute(message, TestRouter.OwnAddress, Group));
        return ChecksumForm.PseudoHeader;
    }
}
