using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>The mistakes that make two Masters although the peer is heard: each is named with both values.</summary>
public sealed class PeerMismatchTests
{
    private static readonly IpAddr Own = IpAddr.Parse("192.0.2.10");

    [Fact]
    public void The_version() => Says(
        "it speaks VRRP version 2, this node version 3", Messages.MakeV2(), Reading.Rules());

    [Fact]
    public void The_interval_of_version_2() => Says(
        "its interval is 2s, that of this node 1s", Messages.MakeV2(seconds: 2), Reading.Rules(VrrpVersion.V2));

    [Fact]
    public void A_password_on_one_side_only()
    {
        Says("it sends with a password, this node with no password",
            Messages.FromHex(Messages.GoldenPassword), Reading.Rules(VrrpVersion.V2));
        Says("it sends with no password, this node with a password",
            Messages.MakeV2(), Reading.WithAuthentication(VrrpVersion.V2, Messages.Password));
        Says("it sends with authentication type 2, this node with no password",
            Messages.MakeV2(type: 2), Reading.Rules(VrrpVersion.V2));
    }

    [Fact]
    public void Another_password_is_not_named() => Says(
        "its password is not that of this node",
        Messages.MakeV2(type: 1, data: "topsecrt"),
        Reading.WithAuthentication(VrrpVersion.V2, Messages.Password));

    [Fact]
    public void Unicast_on_one_side_only()
    {
        var message = Messages.Make(destination: Own);
        Assert.Equal(
            "it sends to 192.0.2.10, this node has no peers and listens to 224.0.0.18",
            Reading.Describe(new Ipv4Packet { Message = message, Destination = Own }.ToBytes(), Reading.Rules()));
        Says("it sends to the group 224.0.0.18, this node expects unicast from 192.0.2.1, 192.0.2.3",
            Messages.Make(), Reading.WithPeers(Reading.Peer, IpAddr.Parse("192.0.2.3")));
    }

    [Fact]
    public void A_stranger() => Assert.Equal(
        "it sends from 192.0.2.1, the peers of this node are 192.0.2.3",
        Reading.Describe(
            new Ipv4Packet { Message = Messages.Make(destination: Own), Destination = Own }.ToBytes(),
            Reading.WithPeers(IpAddr.Parse("192.0.2.3"))));

    [Fact]
    public void Another_network()
    {
        var rules = Reading.Rules();
        rules.OnLink = [AddressPrefix.Parse("10.0.0.1/8")];

        Says("it sends from 192.0.2.1, the networks of the interface are 10.0.0.1/8", Messages.Make(), rules);
    }

    [Theory]
    [InlineData(Messages.Golden, VrrpVersion.V3,
        "its checksum is 1234, right are a171 and, without pseudo-header, 4402")]
    [InlineData(Messages.GoldenV2, VrrpVersion.V2, "its checksum is 1234, right is 5465")]
    public void The_checksum(string golden, VrrpVersion version, string expected)
    {
        var message = Messages.FromHex(golden);
        (message[6], message[7]) = (0x12, 0x34);

        Says(expected, message, Reading.Rules(version));
    }

    [Fact]
    public void The_checksum_over_IPv6()
    {
        var message = Messages.FromHex(Messages.GoldenIPv6);
        message[6] = 0;

        Assert.Equal("its checksum is 005d, right is 3f5d",
            Reading.Describe(new Ipv6Packet { Message = message }.ToBytes(), Reading.Rules()));
    }

    [Fact]
    public void The_length() => Says(
        "its message has 12 bytes, with 1 address(es) it must have 20",
        Messages.MakeV2(dataPresent: false), Reading.Rules(VrrpVersion.V2));

    [Fact]
    public void The_signature()
    {
        var golden = Messages.FromHex(Messages.GoldenHmac);
        Says("it does not sign, and this node wants an HMAC", Messages.Make(), Reading.WithHmac());
        Says("it signs with key 1, this node has 7, 8", golden, Reading.WithAuthentication(
            VrrpVersion.V3, Messages.Hmac(HmacMode.Enforce, new HmacKey(7, [1]), new HmacKey(8, [2]))));
        Says("it signs with another secret under key 1, or is forged", golden, Reading.WithAuthentication(
            VrrpVersion.V3, Messages.Hmac(HmacMode.Enforce, new HmacKey(1, [1]))));
    }

    [Fact]
    public void The_clock()
    {
        // The guard found it, so the reader has nothing against it.
        var packet = new Ipv4Packet { Message = Messages.FromHex(Messages.GoldenHmac) }.ToBytes();
        Assert.True(Reading.TryReadDatagram(packet, out var datagram, out _));

        Assert.Equal(
            "its clock says 2026-11-20 23:01:32 UTC, further from ours than 5s",
            PeerMismatch.Describe(datagram, Reading.WithHmac(), DropReason.HmacOutsideWindow));
        Assert.Equal(
            "its time stamp 2026-11-20 23:01:32 UTC is not later than its last: somebody repeats old packets",
            PeerMismatch.Describe(datagram, Reading.WithHmac(), DropReason.HmacReplayed));
    }

    [Fact]
    public void The_first_address_of_IPv6()
    {
        var template = new AdvertisementTemplate
        {
            VirtualRouterId = 51, Interval = Duration.FromSeconds(1), Addresses = [AddressPrefix.Parse("2001:db8::1")],
        };
        var message = new byte[template.Length];
        var packet = new Ipv6Packet { Message = message };
        AdvertisementWriter.Write(message, template, 1, packet.Source, packet.Destination, default);

        Assert.Equal("its first address is 2001:db8::1, and must be link-local",
            Reading.Describe(packet.ToBytes(), Reading.Rules()));
    }

    [Fact]
    public void Every_rung_above_the_demultiplexer_has_words_of_its_own()
    {
        var packet = new Ipv4Packet { Message = Messages.FromHex(Messages.GoldenHmac) }.ToBytes();
        var said = new List<string>();
        foreach (var drop in Enum.GetValues<DropReason>().Where(drop => drop > DropReason.UnknownVirtualRouter))
        {
            Assert.True(Reading.TryReadDatagram(packet, out var datagram, out _));
            said.Add(PeerMismatch.Describe(datagram, Reading.WithHmac(), drop));
        }

        Assert.Distinct(said);
        Assert.DoesNotContain("it sends no valid VRRP", said);
    }

    [Theory]
    [InlineData(DropReason.WrongVersion, true)]
    [InlineData(DropReason.WrongPassword, true)]
    [InlineData(DropReason.NotAPeer, true)]
    [InlineData(DropReason.OwnAddress, false)]
    [InlineData(DropReason.HmacReplayed, false)]
    public void A_peer_that_lives_is_told_from_an_attack(DropReason drop, bool expected)
    {
        Assert.True(Reading.TryReadDatagram(
            new Ipv4Packet { Message = Messages.Make() }.ToBytes(), out var datagram, out _));

        Assert.Equal(expected, PeerMismatch.IsLikely(datagram, Reading.Rules(), drop));
    }

    [Theory]
    // To the group, which no router forwards: from the link, or forged.
    [InlineData("192.0.2.1", "224.0.0.18", false, true)]
    [InlineData("203.0.113.9", "224.0.0.18", false, false)]
    [InlineData("192.0.2.1", "192.0.2.10", false, false)]
    // To this node, from anywhere in the world: from a peer, or from somebody who knows its name.
    [InlineData("192.0.2.1", "192.0.2.10", true, true)]
    [InlineData("192.0.2.3", "192.0.2.10", true, false)]
    [InlineData("192.0.2.10", "192.0.2.10", true, false)]
    [InlineData("192.0.2.1", "224.0.0.18", true, false)]
    public void Another_TTL_is_a_mismatch_where_the_right_one_would_be_heard(
        string source, string destination, bool hasPeers, bool expected)
    {
        var (from, to) = (IpAddr.Parse(source), IpAddr.Parse(destination));
        var rules = hasPeers ? Reading.WithPeers(Reading.Peer, Own) : Reading.Rules();
        rules.OwnSource = Own;
        rules.OnLink = [AddressPrefix.Parse("192.0.2.10/24")];
        var packet = new Ipv4Packet
        {
            Message = Messages.Make(destination: to), Source = from, Destination = to, Ttl = 63,
        }.ToBytes();
        Assert.Equal(DropReason.TtlNot255, Reading.Drop(packet, rules));
        Assert.True(Reading.TryReadDatagram(packet, out var datagram, out _));

        Assert.Equal(expected, PeerMismatch.IsLikely(datagram, rules, DropReason.TtlNot255));
        Assert.Equal("its packets arrive with TTL 63, and must with 255", Reading.Describe(packet, rules));
    }

    private static void Says(string expected, byte[] message, AdvertisementRules rules) =>
        Assert.Equal(expected, Reading.Describe(new Ipv4Packet { Message = message }.ToBytes(), rules));
}
