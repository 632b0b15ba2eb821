using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;
using Vrrp.Tests.Packets;

namespace Vrrp.Tests.Engine;

public sealed class VirtualRouterTests
{
    private static readonly string[] Takeover =
    [
        "assign 192.0.2.100/32 for 2 s", "assign 192.0.2.101/32 for 2 s",
        "send 150",
        "announce 192.0.2.100", "announce 192.0.2.101",
    ];

    [Fact]
    public void Addresses_are_there_before_anybody_hears_of_it_and_observers_hear_last()
    {
        var router = Router.Started();
        _ = router.Told();

        router.UntilTimer();

        Assert.Equal(Takeover, router.Port.Calls);
        var told = Assert.Single(router.Told());
        Assert.Equal((VrrpState.Backup, VrrpState.Master), (told.From, told.To));
        Assert.Equal(TransitionReason.MasterSilent, told.Reason);
    }

    [Fact]
    public void A_clean_stop_resigns_and_then_removes_the_addresses()
    {
        var router = Router.AsMaster();
        router.Port.Calls.Clear();

        router.Subject.Stop(router.Now);

        Assert.Equal(["send 0", "remove 192.0.2.100/32", "remove 192.0.2.101/32"], router.Port.Calls);
        Assert.Equal(VrrpState.Initialize, router.Told()[^1].To);
    }

    [Fact]
    public void Where_the_kernel_refuses_the_address_nobody_is_Master()
    {
        var router = Router.Started();
        _ = router.Told();
        router.Port.RefusesAddresses = true;

        router.UntilTimer();

        Assert.Equal(VrrpState.Fault, router.Subject.State);
        Assert.DoesNotContain(router.Port.Calls, call => call.StartsWith("send 150", StringComparison.Ordinal));
        Assert.DoesNotContain(router.Told(), told => told.To == VrrpState.Master && told.Kind == VrrpEventKind.StateChanged);
        Assert.Equal(FaultKind.AddressRefused, Assert.Single(router.Subject.Snapshot(null).Faults).Kind);
    }

    [Fact]
    public void A_refused_address_is_tried_again_after_five_seconds()
    {
        var router = Router.Started();
        router.Port.RefusesAddresses = true;
        router.UntilTimer();
        var refused = router.Now;
        router.Port.RefusesAddresses = false;

        router.UntilTimer();

        Assert.Equal(Duration.FromSeconds(5), router.Now - refused);
        Assert.Equal(VrrpState.Backup, router.Subject.State);
        router.UntilTimer();
        Assert.Equal(VrrpState.Master, router.Subject.State);
    }

    [Fact]
    public void A_lost_address_is_put_back_and_told()
    {
        var router = Router.AsMaster();
        _ = router.Told();
        router.Port.Calls.Clear();

        router.Subject.AddressLost(router.Now, AddressPrefix.Parse("192.0.2.101/32"));

        Assert.Equal(Takeover.Where(call => call != "send 150"), router.Port.Calls);
        Assert.Equal(VrrpEventKind.AddressRestored, Assert.Single(router.Told()).Kind);
        Assert.Equal(VrrpState.Master, router.Subject.State);
    }

    [Theory]
    [InlineData("192.0.2.101/24")]
    [InlineData("192.0.2.7/32")]
    public void Anothers_lost_address_is_no_news(string address)
    {
        var router = Router.AsMaster();
        router.Port.Calls.Clear();

        router.Subject.AddressLost(router.Now, AddressPrefix.Parse(address));

        Assert.Empty(router.Port.Calls);
    }

    [Fact]
    public void A_lost_address_is_no_news_to_a_Backup()
    {
        var router = Router.Started();

        router.Subject.AddressLost(router.Now, AddressPrefix.Parse("192.0.2.100/32"));

        Assert.Empty(router.Port.Calls);
    }

    [Theory]
    [InlineData(1000, 10)]
    [InlineData(100, 20)]
    public void Leases_are_renewed_just_before_advertisements(int intervalMilliseconds, int renewals)
    {
        var router = Router.AsMaster(intervalMilliseconds: intervalMilliseconds);
        var end = router.Now + Duration.FromSeconds(10);
        router.Port.Calls.Clear();

        while (router.Subject.NextTimeout <= end)
        {
            router.UntilTimer();
        }

        var calls = router.Port.Calls.Where(call => !call.StartsWith("announce", StringComparison.Ordinal)).ToList();
        Assert.Equal(renewals, calls.Count(call => call == "assign 192.0.2.100/32 for 2 s"));
        Assert.All(
            calls.Index().Where(call => call.Item == "assign 192.0.2.101/32 for 2 s"),
            call => Assert.Equal("send 150", calls[call.Index + 1]));
    }

    [Fact]
    public void The_peers_checksum_form_is_followed()
    {
        var router = Router.AsMaster();

        router.Subject.Receive(router.Now, Golden.Advertise(50, form: ChecksumForm.MessageOnly));

        Assert.Equal(0, InternetChecksum.Compute(router.Port.Sent.AsSpan(0, 16)));
    }

    [Fact]
    public void A_discarded_advertisement_is_counted_and_told_once_a_minute()
    {
        var router = Router.Started();
        _ = router.Told();
        var bad = Golden.Packet(change: packet => packet[26] ^= 1);

        for (var i = 0; i < 100; i++)
        {
            router.Subject.Receive(router.Now, bad);
        }

        var first = Assert.Single(router.Told());
        Assert.Equal((VrrpEventKind.AdvertisementsDropped, DropReason.BadChecksum, 1), (first.Kind, first.Drop, first.Count));
        router.Wait(Duration.FromSeconds(60));
        router.Subject.Receive(router.Now, bad);
        Assert.Equal(100, Assert.Single(router.Told()).Count);
        Assert.Equal(101, router.Subject.Snapshot(null).Dropped[(int)DropReason.BadChecksum]);
        Assert.Equal(0, router.Subject.Snapshot(null).AdvertisementsReceived);
    }

    [Fact]
    public void Trackers_move_the_priority()
    {
        var router = Router.Started(150, 1000, new TrackedWeight(3, -60));
        _ = router.Told();

        router.Subject.SetTracker(router.Now, 3, up: true);

        var told = Assert.Single(router.Told());
        Assert.Equal((90, 150), (told.PriorityBefore, told.Priority));
        Assert.Equal(150, router.Subject.Snapshot(null).Priority);
    }

    [Fact]
    public void A_tracker_with_weight_0_is_a_fault_until_its_first_good_word_and_while_it_fails()
    {
        var router = Router.Started(150, 1000, new TrackedWeight(3, 0));
        Assert.Equal(VrrpState.Fault, router.Subject.State);

        router.Subject.SetTracker(router.Now, 3, up: true);
        Assert.Equal(VrrpState.Backup, router.Subject.State);

        router.Subject.SetTracker(router.Now, 3, up: false);
        Assert.Equal(VrrpState.Fault, router.Subject.State);
    }

    [Fact]
    public void A_refusal_to_send_is_told_once_a_minute_and_changes_nothing()
    {
        var router = Router.AsMaster();
        _ = router.Told();
        router.Port.RefusesSending = true;
        var begin = router.Now;

        while (router.Now - begin < Duration.FromSeconds(59))
        {
            router.UntilTimer();
        }

        Assert.Equal(VrrpEventKind.KernelRefused, Assert.Single(router.Told()).Kind);
        Assert.Equal(VrrpState.Master, router.Subject.State);
    }

    // From receive to send nothing is allocated: each of these is answered at once.
    [Fact]
    public void A_hundred_thousand_received_packets_allocate_nothing()
    {
        var router = Router.AsMaster();
        router.Port.IsSilent = true;
        var packet = Golden.Advertise(50);
        Receive(router, packet);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Receive(router, packet);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(200_000, router.Subject.Snapshot(null).AdvertisementsReceived);
    }

    private static void Receive(Router router, byte[] packet)
    {
        for (var i = 0; i < 100_000; i++)
        {
            router.Subject.Receive(router.Now, packet);
        }
    }
}
