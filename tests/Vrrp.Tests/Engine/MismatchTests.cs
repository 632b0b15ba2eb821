using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Engine;

/// <summary>What a peer has configured otherwise is known as long as that peer is heard, and not longer.</summary>
public sealed class MismatchTests
{
    private const string Other = "192.0.2.200/32";

    private static readonly Duration Patience = Duration.FromSeconds(4);
    private static readonly IpAddr Third = IpAddr.Parse("192.0.2.12");

    [Fact]
    public void A_mismatch_is_over_when_its_peer_has_been_silent_for_its_patience()
    {
        var test = Mismatched();

        test.Run(Patience + Duration.FromMilliseconds(-10));
        Assert.NotNull(test.Router.Snapshot(null).Mismatch);
        test.Run(Duration.FromMilliseconds(20));

        Assert.Null(test.Router.Snapshot(null).Mismatch);
        Assert.Equal(["is not heard any more"], Overs(test));
    }

    [Fact]
    public void Every_word_of_the_peer_keeps_it()
    {
        var test = Mismatched();

        for (var i = 0; i < 5; i++)
        {
            test.Run(Duration.FromSeconds(3));
            test.Router.Receive(test.Now, test.Packet(200, address: Other));
        }

        Assert.NotNull(test.Router.Snapshot(null).Mismatch);
        Assert.Empty(Overs(test));
    }

    [Theory]
    [InlineData(19_990, true)]
    [InlineData(20_010, false)]
    public void A_peer_with_a_longer_interval_is_waited_for_by_that(int milliseconds, bool isKnown)
    {
        // Version 2, every 5 seconds: discarded, but the interval that it says is its own.
        var test = TestRouter.Master();
        var packet = test.Packet(200);
        (packet[^12], packet[^7]) = (0x21, 5);
        test.Router.Receive(test.Now, packet);
        Assert.Contains("version 2", test.Router.Snapshot(null).Mismatch, StringComparison.Ordinal);

        test.Run(Duration.FromMilliseconds(milliseconds));

        Assert.Equal(isKnown, test.Router.Snapshot(null).Mismatch is not null);
    }

    [Fact]
    public void Agreement_ends_it_at_once_and_another_peer_that_agrees_does_not()
    {
        var test = Mismatched();

        test.Router.Receive(test.Now, From(Third, test.Packet(210, ChecksumForm.MessageOnly)));
        Assert.NotNull(test.Router.Snapshot(null).Mismatch);
        test.Hear(200);

        Assert.Null(test.Router.Snapshot(null).Mismatch);
        Assert.Equal(["agrees with this node"], Overs(test));
    }

    [Fact]
    public void A_mismatch_that_comes_back_within_the_minute_is_known_again_but_not_told_again()
    {
        var test = Mismatched();
        test.Run(Duration.FromSeconds(5));
        _ = test.TakeEvents();

        test.Router.Receive(test.Now, test.Packet(200, address: Other));
        Assert.NotNull(test.Router.Snapshot(null).Mismatch);
        test.Run(Duration.FromSeconds(5));

        Assert.Null(test.Router.Snapshot(null).Mismatch);
        Assert.DoesNotContain(
            test.TakeEvents(), told => told.Kind is VrrpEventKind.PeerMismatch or VrrpEventKind.PeerMismatchOver);
    }

    [Fact]
    public void Of_two_peers_the_other_one_is_named_when_the_first_has_gone()
    {
        var test = Mismatched();

        for (var i = 0; i < 6; i++)
        {
            test.Run(Duration.FromSeconds(1));
            test.Router.Receive(test.Now, From(Third, test.Packet(201, ChecksumForm.MessageOnly, Other)));
        }

        Assert.StartsWith($"{Third}: ", test.Router.Snapshot(null).Mismatch, StringComparison.Ordinal);
        Assert.Equal(["is not heard any more"], Overs(test));
    }

    // Ten of our seconds are believed: three of them, and the skew of priority 150, are 34.14 s.
    [Theory]
    [InlineData(34_140, false)]
    [InlineData(34_150, true)]
    public void A_peer_that_advertises_more_seldom_than_this_node_waits_is_named(int milliseconds, bool isNamed)
    {
        var test = TestRouter.Master();
        var interval = Duration.FromMilliseconds(milliseconds);

        test.Router.Receive(test.Now, test.Packet(200, interval: interval));

        Assert.Equal(VrrpState.Backup, test.Router.State);
        test.Run(interval);
        Assert.Equal(isNamed ? VrrpState.Master : VrrpState.Backup, test.Router.State);
        var told = test.TakeEvents().Where(told => told.Kind == VrrpEventKind.PeerMismatch).ToArray();
        Assert.Equal(
            isNamed
                ? ["its interval is 34.15s, and this node, with a shorter one, waits for a Master no longer than "
                    + "34.141s: the addresses move back and forth"]
                : [],
            told.Select(each => each.Detail!));
        Assert.All(told, each => Assert.Equal((TestRouter.PeerAddress, DropReason.None), (each.Peer, each.Drop)));
        Assert.Equal(isNamed, test.Router.Snapshot(null).Mismatch is not null);
    }

    [Fact]
    public void A_peer_that_advertises_often_enough_again_agrees()
    {
        var test = TestRouter.Master();
        test.Router.Receive(test.Now, test.Packet(200, interval: Duration.FromSeconds(40)));
        Assert.NotNull(test.Router.Snapshot(null).Mismatch);

        test.Hear(200);

        Assert.Null(test.Router.Snapshot(null).Mismatch);
        Assert.Equal(["agrees with this node"], Overs(test));
        Assert.Equal(0, test.Router.Snapshot(null).AddressListsDifferent);
    }

    // Backup of a Master that advertises another address, every second as this node.
    private static TestRouter Mismatched()
    {
        var test = TestRouter.Master();
        test.Router.Receive(test.Now, test.Packet(200, address: Other));
        Assert.Contains("192.0.2.200", test.Router.Snapshot(null).Mismatch, StringComparison.Ordinal);
        return test;
    }

    private static byte[] From(IpAddr source, byte[] packet)
    {
        source.WriteTo(packet.AsSpan(12));
        return packet;
    }

    private static string[] Overs(TestRouter test) =>
        [.. test.TakeEvents().Where(told => told.Kind == VrrpEventKind.PeerMismatchOver).Select(told => told.Detail!)];
}
