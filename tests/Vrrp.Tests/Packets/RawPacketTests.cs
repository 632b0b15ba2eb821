using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>IP headers, before anything of VRRP is looked at.</summary>
public sealed class RawPacketTests
{
    private static readonly byte[] Message = Messages.FromHex(Messages.Golden);

    [Fact]
    public void An_IPv4_packet_becomes_a_datagram()
    {
        var packet = new Ipv4Packet { Message = Message, Ttl = 7, OptionLength = 8, Padding = 6 }.ToBytes();

        Assert.True(IPv4Packet.TryRead(packet, out var datagram, out var drop));

        Assert.Equal(DropReason.None, drop);
        Assert.Equal(Reading.Peer, datagram.Source);
        Assert.Equal(Advertisement.GroupIPv4, datagram.Destination);
        Assert.Equal(7, datagram.HopLimit);
        Assert.Equal(Message, datagram.Message);
    }

    [Fact]
    public void An_IPv6_packet_becomes_a_datagram()
    {
        var packet = new Ipv6Packet { Message = Message, HopLimit = 7, Padding = 6 }.ToBytes();

        Assert.True(IPv6Packet.TryRead(packet, out var datagram, out var drop));

        Assert.Equal(DropReason.None, drop);
        Assert.Equal(IpAddr.Parse("fe80::c8"), datagram.Source);
        Assert.Equal(Advertisement.GroupIPv6, datagram.Destination);
        Assert.Equal(7, datagram.HopLimit);
        Assert.Equal(Message, datagram.Message);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    public void IP_options_are_skipped(int length) => Assert.Equal(
        DropReason.None, Reading.Drop(new Ipv4Packet { Message = Message, OptionLength = length }.ToBytes()));

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
        var packet = new Ipv4Packet { Message = Message, TotalLength = totalLength, HeaderWords = headerWords };

        Assert.Equal(DropReason.BadIpHeader, Reading.Drop(packet.ToBytes()));
    }

    [Fact]
    public void A_payload_length_that_the_packet_does_not_have_is_discarded() => Assert.Equal(
        DropReason.BadIpHeader, Reading.Drop(new Ipv6Packet { Message = Message, PayloadLength = 13 }.ToBytes()));

    [Fact]
    public void A_total_length_cuts_the_message()
    {
        var packet = new Ipv4Packet { Message = Message };

        Assert.Equal(DropReason.LengthMismatch, Reading.Drop((packet with { TotalLength = 31 }).ToBytes()));
        Assert.Equal(DropReason.TooShort, Reading.Drop((packet with { TotalLength = 27 }).ToBytes()));
    }

    [Theory]
    [InlineData(0x20, 0x00, DropReason.BadIpHeader)] // more fragments
    [InlineData(0x00, 0x01, DropReason.BadIpHeader)] // not the first
    [InlineData(0x40, 0x00, DropReason.None)] // don't fragment
    public void A_fragment_is_no_whole_packet(byte high, byte low, DropReason expected)
    {
        // A packet socket sees them before the kernel puts them together.
        var packet = new Ipv4Packet { Message = Message }.ToBytes();
        (packet[6], packet[7]) = (high, low);

        Assert.Equal(expected, Reading.Drop(packet));
    }

    [Fact]
    public void Each_reader_leaves_the_other_family_alone()
    {
        Assert.False(IPv4Packet.TryRead(new Ipv6Packet { Message = Message }.ToBytes(), out _, out var drop));
        Assert.Equal(DropReason.BadIpHeader, drop);
        Assert.False(IPv6Packet.TryRead(new Ipv4Packet { Message = new byte[40] }.ToBytes(), out _, out drop));
        Assert.Equal(DropReason.BadIpHeader, drop);
    }
}
