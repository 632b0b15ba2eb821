using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>What one odd packet does. Expected is what RFC 9568 says, which is often not what keepalived
/// does.</summary>
public sealed class OddPacketTests
{
    [Theory]
    [InlineData(254)]
    [InlineData(1)]
    [InlineData(0)]
    public void A_packet_that_crossed_a_router_is_discarded(byte ttl)
    {
        // "MUST verify that the IPv4 TTL or IPv6 Hop Limit is 255."
        Assert.Equal(DropReason.TtlNot255, Read(new() { Message = Messages.Make(), Ttl = ttl }));
    }

    [Fact]
    public void Both_forms_of_the_checksum_are_accepted()
    {
        // "For IPv4, the checksum is calculated over the VRRP message" alone; keepalived and FRR add a pseudo-header.
        Assert.Equal(DropReason.None, Read(new() { Message = Messages.Make(form: ChecksumForm.MessageOnly) }));
        Assert.Equal(DropReason.None, Read(new() { Message = Messages.Make(form: ChecksumForm.PseudoHeader) }));
    }

    [Fact]
    public void A_zero_checksum_is_wrong_not_absent()
    {
        var message = Messages.Make();
        message[6] = message[7] = 0;

        Assert.Equal(DropReason.BadChecksum, Read(new() { Message = message }));
    }

    [Fact]
    public void No_addresses_are_discarded()
    {
        // "MUST verify that the IPvX Addr Count is not 0" (erratum 8299). keepalived 2.4.3 accepts it.
        Assert.Equal(DropReason.NoAddresses, Read(new() { Message = Messages.Make(count: 0, addresses: 0) }));
    }

    [Fact]
    public void A_count_of_zero_with_an_address_behind_it_is_discarded()
    {
        Assert.Equal(DropReason.BadChecksum, Read(new() { Message = Messages.Make(count: 0) }));
        Assert.Equal(DropReason.NoAddresses, Read(new() { Message = Messages.Make(count: 0, checksummed: 8) }));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(255)]
    public void A_count_above_the_addresses_is_discarded(int count)
    {
        // "MUST verify that the received packet contains the complete VRRP packet (including fixed fields, IPvX
        // addresses)."
        Assert.Equal(DropReason.LengthMismatch, Read(new() { Message = Messages.Make(count: count) }));
    }

    [Fact]
    public void An_interval_of_zero_is_discarded()
    {
        // Erratum 8301. keepalived accepts it: its Backup then takes over at once.
        Assert.Equal(DropReason.ZeroInterval, Read(new() { Message = Messages.Make(centiseconds: 0) }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    public void Every_other_interval_is_accepted(int centiseconds)
    {
        // "the Max Advertise Interval differs from the locally configured: ... MUST NOT" be dropped for that.
        var packet = new Ipv4Packet { Message = Messages.Make(centiseconds: centiseconds) }.ToBytes();

        Assert.True(AdvertisementReader.TryRead(packet, default, out var advertisement, out _));

        Assert.Equal(Duration.FromMilliseconds(10 * centiseconds), advertisement.Interval);
    }

    [Fact]
    public void The_reserve_field_is_ignored()
    {
        // "Reserve: MUST be set to zero on transmission and ignored on reception."
        var packet = new Ipv4Packet { Message = Messages.Make(reserve: 0xF) }.ToBytes();

        Assert.True(AdvertisementReader.TryRead(packet, default, out var advertisement, out _));

        Assert.Equal(Duration.FromSeconds(1), advertisement.Interval);
    }

    [Theory]
    [InlineData(0x32, DropReason.WrongType)]
    [InlineData(0x30, DropReason.WrongType)]
    [InlineData(0x41, DropReason.WrongVersion)]
    [InlineData(0x21, DropReason.WrongVersion)]
    public void Other_versions_and_types_are_discarded(int versionAndType, DropReason expected)
    {
        // "MUST verify that the VRRP version is 3"; "A packet with unknown type MUST be discarded."
        Assert.Equal(expected, Read(new() { Message = Messages.Make(versionAndType) }));
    }

    [Fact]
    public void A_VRRPv2_packet_is_discarded() => Assert.Equal(
        DropReason.WrongVersion,
        Read(new() { Message = Messages.FromHex("2133c80100015465c00002640000000000000000") }));

    [Fact]
    public void Trailing_bytes_inside_the_datagram_are_ignored()
    {
        // The RFC does not say. The checksum covers what the count says.
        var message = Messages.FromHex(Messages.Golden + "DEADBEEF");

        Assert.Equal(DropReason.None, Read(new() { Message = message }));
    }

    [Fact]
    public void Ethernet_padding_behind_the_datagram_is_ignored() => Assert.Equal(
        DropReason.None, Read(new() { Message = Messages.FromHex(Messages.Golden), Padding = 46 - 32 }));

    [Fact]
    public void Other_addresses_than_ours_are_no_reason_to_discard()
    {
        // "MAY verify that the IPvX Address(es) ... If the verification fails, SHOULD log the event", not discard.
        Assert.Equal(DropReason.None, Read(new() { Message = Messages.Make(count: 5, addresses: 5) }));
    }

    [Fact]
    public void Priority_255_of_somebody_else_is_accepted() =>
        Assert.Equal(DropReason.None, Read(new() { Message = Messages.Make(priority: 255) }));

    [Fact]
    public void Whoever_claims_our_own_address_is_not_a_peer()
    {
        var packet = new Ipv4Packet { Message = Messages.Make() }.ToBytes();

        Assert.False(AdvertisementReader.TryRead(packet, IpAddr.Parse("192.0.2.1"), out _, out var drop));

        Assert.Equal(DropReason.OwnAddress, drop);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    public void IP_options_are_skipped(int length) => Assert.Equal(
        DropReason.None, Read(new() { Message = Messages.FromHex(Messages.Golden), OptionLength = length }));

    [Theory]
    [InlineData(33, null)]
    [InlineData(65_535, null)]
    [InlineData(19, null)]
    [InlineData(0, null)]
    [InlineData(null, 4)]
    [InlineData(null, 0)]
    [InlineData(null, 9)]
    public void Lengths_that_the_datagram_does_not_have_are_discarded(int? totalLength, int? headerWords)
    {
        var packet = new Ipv4Packet
        {
            Message = Messages.FromHex(Messages.Golden), TotalLength = totalLength, HeaderWords = headerWords,
        };

        Assert.Equal(DropReason.BadIpHeader, Read(packet));
    }

    [Fact]
    public void A_total_length_cuts_the_message()
    {
        var packet = new Ipv4Packet { Message = Messages.FromHex(Messages.Golden) };

        Assert.Equal(DropReason.LengthMismatch, Read(packet with { TotalLength = 31 }));
        Assert.Equal(DropReason.TooShort, Read(packet with { TotalLength = 27 }));
    }

    private static DropReason Read(Ipv4Packet packet)
    {
        _ = AdvertisementReader.TryRead(packet.ToBytes(), default, out _, out var drop);
        return drop;
    }
}
