using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>RFC 9568 section 7.1 with its verified errata, clause by clause, and RFC 3768 section 7.1 for
/// version 2.</summary>
public sealed class ReceiveClauseTests
{
    [Theory]
    [InlineData(254)]
    [InlineData(0)]
    public void Clause_15_a_TTL_or_hop_limit_other_than_255_is_discarded(byte ttl)
    {
        // "MUST verify that the IPv4 TTL or IPv6 Hop Limit is 255."
        Assert.Equal(DropReason.TtlNot255, Drop(new Ipv4Packet { Message = Messages.Make(), Ttl = ttl }));
        Assert.Equal(DropReason.TtlNot255, Drop(IPv6() with { HopLimit = ttl }));
    }

    [Fact]
    public void Clause_16_another_version_is_discarded() // "MUST verify that the VRRP version is 3."
    {
        Assert.Equal(DropReason.WrongVersion, Drop(new Ipv4Packet { Message = Messages.MakeV2() }));
        Assert.Equal(DropReason.UnknownVersion, Drop(new Ipv4Packet { Message = Messages.Make(0x11) }));
    }

    [Fact]
    public void Clause_16_version_2_does_not_exist_over_IPv6()
    {
        var message = Messages.FromHex(Messages.GoldenIPv6);
        message[0] = 0x21;

        Assert.Equal(
            DropReason.UnknownVersion,
            Reading.Drop((IPv6() with { Message = message }).ToBytes(), Reading.Rules(VrrpVersion.V2)));
    }

    [Fact]
    public void Clause_17_another_type_is_discarded() => // "A packet with unknown type MUST be discarded."
        Assert.Equal(DropReason.WrongType, Drop(new Ipv4Packet { Message = Messages.Make(0x3F) }));

    [Fact]
    public void Clause_18_a_packet_that_is_not_complete_is_discarded()
    {
        // "MUST verify that the received packet contains the complete VRRP packet (including fixed fields, and IPvX
        // address)."
        Assert.Equal(DropReason.TooShort, Drop(new Ipv4Packet { Message = Messages.Make()[..7] }));
        Assert.Equal(DropReason.LengthMismatch, Drop(new Ipv4Packet { Message = Messages.Make()[..11] }));
        Assert.Equal(DropReason.LengthMismatch, Drop(IPv6() with { Message = IPv6().Message[..^1] }));
    }

    [Fact]
    public void Clause_19_a_wrong_checksum_is_discarded() // "MUST verify the VRRP checksum."
    {
        var message = IPv6().Message;
        message[2]++;

        Assert.Equal(DropReason.BadChecksum, Drop(IPv6() with { Message = message }));
    }

    [Fact]
    public void Clause_19_over_IPv6_a_checksum_without_pseudo_header_is_wrong()
    {
        var message = IPv6().Message;
        (message[6], message[7]) = (0, 0);
        var plain = InternetChecksum.Compute(message);
        (message[6], message[7]) = ((byte)(plain >> 8), (byte)plain);

        Assert.Equal(DropReason.BadChecksum, Drop(IPv6() with { Message = message }));
    }

    [Fact]
    public void Clause_21_and_erratum_8299_count_0_is_discarded() => // "MUST verify that the IPvX Addr Count is not 0."
        Assert.Equal(DropReason.NoAddresses, Drop(new Ipv4Packet { Message = Messages.Make(count: 0, addresses: 0) }));

    [Fact]
    public void Clause_22_and_erratum_8301_interval_0_is_discarded() =>
        Assert.Equal(DropReason.ZeroInterval, Drop(new Ipv4Packet { Message = Messages.Make(centiseconds: 0) }));

    [Theory]
    [InlineData("2001:db8::1", DropReason.FirstAddressNotLinkLocal)]
    [InlineData("fec0::1", DropReason.FirstAddressNotLinkLocal)]
    [InlineData("fe80::1", DropReason.None)]
    [InlineData("febf::1", DropReason.None)]
    public void Clause_23_and_erratum_8300_the_first_IPv6_address_is_link_local(string first, DropReason expected)
    {
        // keepalived looks only in strict mode.
        var template = new AdvertisementTemplate
        {
            VirtualRouterId = 51, Interval = Duration.FromSeconds(1), Addresses = [new(IpAddr.Parse(first), 64)],
        };
        var message = new byte[template.Length];
        AdvertisementWriter.Write(message, template, 100, IPv6().Source, Ipv6Packet.Group, default);

        Assert.Equal(expected, Drop(IPv6() with { Message = message }));
    }

    [Fact]
    public void Clause_24_addresses_of_the_other_family_are_discarded()
    {
        // The family is that of the IP header; an address of the other one has another length.
        var (four, six) = (Messages.Make()[8..], IPv6().Message[8..24]);

        Assert.Equal(DropReason.BadChecksum, Drop(new Ipv4Packet { Message = Summed(six, IPv6().Source) }));
        Assert.Equal(DropReason.LengthMismatch, Drop(IPv6() with { Message = Summed(four, Reading.Peer) }));
    }

    [Fact]
    public void Clause_25_the_reserve_field_is_ignored()
    {
        // "Reserve: MUST be set to zero on transmission and ignored on reception."
        var packet = new Ipv4Packet { Message = Messages.Make(reserve: 0xF) }.ToBytes();

        Assert.True(Reading.TryRead(packet, Reading.Rules(), out var advertisement, out _));

        Assert.Equal(Duration.FromSeconds(1), advertisement.Interval);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    public void Clause_27_another_interval_is_learned(int centiseconds)
    {
        // "the Max Advertise Interval ... differs from the locally configured ... MUST NOT" be dropped for that.
        var packet = new Ipv4Packet { Message = Messages.Make(centiseconds: centiseconds) }.ToBytes();

        Assert.True(Reading.TryRead(packet, Reading.Rules(), out var advertisement, out _));

        Assert.Equal(Duration.FromMilliseconds(10 * centiseconds), advertisement.Interval);
    }

    [Fact]
    public void Version_2_wants_its_own_interval() // "MUST verify that the Adver Interval in the packet is the same."
    {
        var packet = new Ipv4Packet { Message = Messages.MakeV2(seconds: 3) }.ToBytes();

        Assert.Equal(DropReason.IntervalMismatch, Reading.Drop(packet, Reading.Rules(VrrpVersion.V2)));
        Assert.Equal(DropReason.None, Reading.Drop(
            packet, new() { Version = VrrpVersion.V2, Interval = Duration.FromSeconds(3) }));
    }

    [Theory]
    [InlineData(1, "secret12", DropReason.None)]
    [InlineData(1, "secret1", DropReason.WrongPassword)]
    [InlineData(1, "", DropReason.WrongPassword)]
    [InlineData(0, "secret12", DropReason.WrongAuthenticationType)]
    [InlineData(2, "secret12", DropReason.WrongAuthenticationType)]
    public void Version_2_wants_its_own_password(byte type, string data, DropReason expected)
    {
        // "MUST verify that the Auth Type matches the locally configured authentication method ... and perform that
        // authentication method."
        var packet = new Ipv4Packet { Message = Messages.MakeV2(type: type, data: data) }.ToBytes();

        Assert.Equal(expected, Reading.Drop(
            packet, Reading.WithAuthentication(VrrpVersion.V2, Messages.Password)));
    }

    [Fact]
    public void The_checksum_of_version_2_covers_the_password()
    {
        var message = Messages.FromHex(Messages.GoldenPassword);
        message[^1] ^= 1;

        Assert.Equal(DropReason.BadChecksum, Reading.Drop(
            new Ipv4Packet { Message = message }.ToBytes(),
            Reading.WithAuthentication(VrrpVersion.V2, Messages.Password)));
    }

    [Fact]
    public void Version_3_has_no_password() => Assert.Equal(DropReason.None, Reading.Drop(
        new Ipv4Packet { Message = Messages.Make() }.ToBytes(),
        Reading.WithAuthentication(VrrpVersion.V3, Messages.Password)));

    [Fact]
    public void IPv6_unicast_may_come_with_the_hop_limit_of_the_kernel()
    {
        // Not the RFC's matter: keepalived sends it with 64.
        var (peer, own) = (IpAddr.Parse("2001:db8::1"), IpAddr.Parse("2001:db8::2"));
        var template = new AdvertisementTemplate
        {
            VirtualRouterId = 51,
            Interval = Duration.FromSeconds(1),
            Addresses = [AddressPrefix.Parse("fe80::100/64")],
        };
        var message = new byte[template.Length];
        AdvertisementWriter.Write(message, template, 100, peer, own, ChecksumForm.PseudoHeader);
        var packet = new Ipv6Packet { Message = message, Source = peer, Destination = own, HopLimit = 64 };

        Assert.Equal(DropReason.None, Reading.Drop(packet.ToBytes(), Reading.WithPeers(peer)));
        Assert.Equal(DropReason.NotAPeer, Reading.Drop(packet.ToBytes(), Reading.WithPeers(own)));
        // Whose nodes speak by multicast hears the neighbour that does not, and discards the world.
        Assert.Equal(DropReason.WrongDestination, Drop(packet));
        var far = packet with { Source = IpAddr.Parse("2001:db8:1::1") };
        var rules = Reading.Rules();
        rules.OnLink = [AddressPrefix.Parse("2001:db8::1/64")];
        Assert.Equal(DropReason.TtlNot255, Reading.Drop(far.ToBytes(), rules));
    }

    // One address of any length, and a checksum with the pseudo-header of that sender.
    private static byte[] Summed(byte[] address, IpAddr source)
    {
        byte[] message = [0x31, 51, 250, 1, 0, 100, 0, 0, .. address];
        var sum = InternetChecksum.Compute(message, source, Advertisement.GroupOf(source.Family));
        (message[6], message[7]) = ((byte)(sum >> 8), (byte)sum);
        return message;
    }

    private static Ipv6Packet IPv6() => new() { Message = Messages.FromHex(Messages.GoldenIPv6) };

    private static DropReason Drop(Ipv4Packet packet) => Reading.Drop(packet.ToBytes());

    private static DropReason Drop(Ipv6Packet packet) => Reading.Drop(packet.ToBytes());
}
