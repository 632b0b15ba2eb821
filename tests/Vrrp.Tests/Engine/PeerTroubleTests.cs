using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Engine;

/// <summary>A second Master is never silent: whoever is alive and not understood is named.</summary>
public sealed class PeerTroubleTests
{
    private static readonly MacAddress Stranger = MacAddress.FromBytes([2, 0, 0, 0, 0x77, 9]);
    private static readonly IpAddr Owned = IpAddr.Parse("192.0.2.100");

    [Fact]
    public void A_list_of_addresses_that_differs_is_told_and_the_advertisement_counts()
    {
        var test = TestRouter.Master();

        test.Router.Receive(test.Now, test.Packet(200, address: "192.0.2.200/32"));

        Assert.Equal(VrrpState.Backup, test.Router.State);
        var told = Assert.Single(test.TakeEvents(), told => told.Kind == VrrpEventKind.PeerMismatch);
        Assert.Equal(TestRouter.PeerAddress, told.Peer);
        Assert.Contains("192.0.2.200", told.Detail, StringComparison.Ordinal);
        Assert.Equal(DropReason.None, told.Drop);
        Assert.Contains("192.0.2.200", test.Router.Snapshot(null).Mismatch, StringComparison.Ordinal);
    }

    [Fact]
    public void A_peer_whose_packets_arrive_with_another_TTL_is_alive_but_misconfigured()
    {
        var test = TestRouter.Master();
        var packet = test.Packet(200);
        packet[8] = 63;

        test.Router.Receive(test.Now, packet);

        Assert.Equal(VrrpState.Master, test.Router.State);
        var told = Assert.Single(test.TakeEvents());
        Assert.Equal((VrrpEventKind.PeerMismatch, DropReason.TtlNot255), (told.Kind, told.Drop));
        Assert.Equal("its packets arrive with TTL 63, and must with 255", told.Detail);
        Assert.Equal($"{TestRouter.PeerAddress}: {told.Detail}", test.Router.Snapshot(null).Mismatch);
        Assert.Equal(1, test.Router.Snapshot(null).IpTtlErrors);
    }

    [Fact]
    public void Good_advertisements_end_a_mismatch()
    {
        var test = TestRouter.Master();
        test.Router.Receive(test.Now, test.Packet(200, address: "192.0.2.200/32"));

        test.Hear(200);

        Assert.Null(test.Router.Snapshot(null).Mismatch);
    }

    [Fact]
    public void What_the_witness_alone_sees_three_times_a_firewall_dropped()
    {
        var test = TestRouter.Master();
        var packet = test.Packet(200);

        Witness(test, packet);
        test.Sleep(Duration.FromSeconds(1));
        Witness(test, packet);
        Assert.Empty(test.TakeEvents());
        Witness(test, packet);

        var told = Assert.Single(test.TakeEvents());
        Assert.Equal(VrrpEventKind.FirewallSuspected, told.Kind);
        Assert.Equal((TestRouter.PeerAddress, (byte)200), (told.Peer, told.PeerPriority));
    }

    [Fact]
    public void What_the_witness_alone_sees_while_the_own_address_is_missing_accuses_nobody()
    {
        var test = TestRouter.Master();
        var packet = test.Packet(200);
        test.Router.ChooseSource(test.Now, [], []);
        for (var i = 0; i < 10; i++)
        {
            Witness(test, packet);
            test.Run(Duration.FromMilliseconds(500));
        }

        Assert.Equal(VrrpState.Fault, test.Router.State);
        test.Router.SetSource(test.Now, TestRouter.OwnAddress);
        Witness(test, packet);
        test.Sleep(Duration.FromSeconds(1));
        Witness(test, packet);
        Assert.DoesNotContain(test.TakeEvents(), told => told.Kind == VrrpEventKind.FirewallSuspected);
        Witness(test, packet);

        Assert.Contains(test.TakeEvents(), told => told.Kind == VrrpEventKind.FirewallSuspected);
    }

    [Fact]
    public void What_was_witnessed_before_the_interface_went_down_counts_no_more()
    {
        var test = TestRouter.Master();
        var packet = test.Packet(200);
        Witness(test, packet);
        Witness(test, packet);
        test.Sleep(Duration.FromSeconds(1));
        test.Router.SetFault(test.Now, new Fault(FaultKind.InterfaceDown), raised: true);
        Witness(test, packet);
        test.Router.SetFault(test.Now, new Fault(FaultKind.InterfaceDown), raised: false);

        Witness(test, packet);
        Witness(test, packet);

        Assert.DoesNotContain(test.TakeEvents(), told => told.Kind == VrrpEventKind.FirewallSuspected);
    }

    [Fact]
    public void A_burst_that_is_on_its_way_to_the_socket_accuses_nobody()
    {
        var test = TestRouter.Master();
        var packet = test.Packet(100);

        for (var i = 0; i < 5; i++)
        {
            Witness(test, packet);
            test.Sleep(Duration.FromMilliseconds(5));
        }

        test.Router.Receive(test.Now, packet);
        test.Sleep(Duration.FromSeconds(1));
        Witness(test, packet);

        Assert.DoesNotContain(test.TakeEvents(), told => told.Kind == VrrpEventKind.FirewallSuspected);
    }

    [Fact]
    public void What_the_socket_sees_too_accuses_nobody()
    {
        var test = TestRouter.Master();
        var packet = test.Packet(100);

        for (var i = 0; i < 10; i++)
        {
            test.Router.Receive(test.Now, packet);
            Witness(test, packet);
        }

        Assert.DoesNotContain(test.TakeEvents(), told => told.Kind == VrrpEventKind.FirewallSuspected);
    }

    [Fact]
    public void Another_machine_that_claims_an_address_of_a_Master_is_named_and_answered()
    {
        var test = TestRouter.Master();
        test.Run(Duration.FromSeconds(6));
        test.Port.TakeCalls();

        test.Router.HearClaim(test.Now, "fake0", Owned, Stranger);

        test.Run(Duration.FromMilliseconds(100));
        Assert.Equal(["announce 192.0.2.100"], test.Port.TakeCalls());
        var told = Assert.Single(test.TakeEvents());
        Assert.Equal((VrrpEventKind.AddressClaimed, Stranger), (told.Kind, told.Claimant));
        Assert.Equal(Owned, told.Address.Address);
    }

    [Fact]
    public void A_claim_while_the_Master_drains_is_no_news()
    {
        var test = TestRouter.Master();
        test.Router.Drain(test.Now);
        test.TakeEvents();

        test.Router.HearClaim(test.Now, "fake0", Owned, Stranger);

        Assert.DoesNotContain(test.TakeEvents(), told => told.Kind == VrrpEventKind.AddressClaimed);
    }

    [Fact]
    public void A_claim_of_a_foreign_address_is_no_news()
    {
        var test = TestRouter.Master();

        test.Router.HearClaim(test.Now, "fake0", IpAddr.Parse("192.0.2.1"), Stranger);

        Assert.Empty(test.Port.TakeCalls());
        Assert.Empty(test.TakeEvents());
    }

    [Fact]
    public void A_claim_counts_on_the_segment_where_the_address_stands()
    {
        var test = TestRouter.Master();
        var elsewhere = test.Router.Config with { Owned = [new(AddressPrefix.Parse("192.0.2.100/32"), "fake1")] };
        test.Router.Retune(test.Now, elsewhere, new TrackerTable(0), inSyncGroup: false);
        test.TakeEvents();

        test.Router.HearClaim(test.Now, "fake0", Owned, Stranger);
        Assert.Empty(test.TakeEvents());
        test.Router.HearClaim(test.Now, "fake1", Owned, Stranger);

        Assert.Equal(VrrpEventKind.AddressClaimed, Assert.Single(test.TakeEvents()).Kind);
        Assert.Equal(["fake0", "fake1"], elsewhere.Segments);
    }

    [Fact]
    public void A_claim_of_an_address_on_a_virtual_MAC_counts_on_the_segment_below()
    {
        var config = TestRouter.Master().Router.Config with { VirtualMacInterface = "vrrp4.51" };

        Assert.Equal("vrrp4.51", Assert.Single(config.Owned).Interface);
        Assert.Equal(["fake0"], config.Segments);
    }

    [Fact]
    public void A_Master_asks_after_ten_seconds_and_then_every_minute_who_else_has_its_addresses()
    {
        var test = TestRouter.Master();
        test.Run(Duration.FromSeconds(135));

        var probes = test.Port.TakeCalls().Count(call => call == "probe 192.0.2.100");

        Assert.Equal(3, probes);
    }

    [Fact]
    public void Who_never_heard_a_Master_asks_before_it_takes_over()
    {
        var test = new TestRouter(probes: true);
        test.Router.Start(test.Now);
        test.WaitForDeadline();
        Assert.Equal(["probe 192.0.2.100"], test.Port.TakeCalls());

        test.Router.HearClaim(test.Now, "fake0", Owned, Stranger);

        Assert.Equal(VrrpState.Backup, test.Router.State);
        var told = Assert.Single(test.TakeEvents(), told => told.Kind == VrrpEventKind.AddressClaimed);
        Assert.Equal((Stranger, "listens once more"), (told.Claimant, told.Detail));
    }

    private static void Witness(TestRouter test, byte[] packet)
    {
        Assert.True(IPv4Packet.TryRead(packet, out var datagram, out _));
        test.Router.Witness(test.Now, datagram);
    }
}
