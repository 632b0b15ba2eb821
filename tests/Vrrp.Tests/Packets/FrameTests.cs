using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>Ethernet frames, byte by byte as they stand on the wire.</summary>
public sealed class FrameTests
{
    private const string MacText = "020000abcdef";

    private static readonly MacAddress Mac = MacAddress.FromBytes([0x02, 0, 0, 0xAB, 0xCD, 0xEF]);
    private static readonly IpAddr Address = IpAddr.Parse("192.0.2.100");
    private static readonly IpAddr Address6 = IpAddr.Parse("2001:db8::12:3456");

    [Theory]
    [InlineData(ArpOperation.Request, "0001")]
    [InlineData(ArpOperation.Reply, "0002")]
    public void Clause_31_and_erratum_7947_gratuitous_ARP_says_that_the_address_lives_here(object operation, string code)
    {
        // "the gratuitous ARP ... containing the Virtual Router MAC address for each IP address"; the layout of RFC 826
        // with sender and target address alike.
        var frame = new byte[GratuitousArp.FrameLength];
        GratuitousArp.Write(frame, Mac, Address, (ArpOperation)operation);

        Assert.Equal(
            "ffffffffffff" + MacText + "0806" + "0001" + "0800" + "06" + "04" + code
            + MacText + "c0000264" + "ffffffffffff" + "c0000264",
            Convert.ToHexStringLower(frame));
    }

    [Fact]
    public void An_ARP_probe_asks_without_a_sender_address()
    {
        // RFC 5227 section 2.1.1: the sender address MUST be all zeroes, the target hardware address SHOULD be.
        var frame = Dirty(ArpProbe.FrameLength);
        ArpProbe.Write(frame, Mac, Address);

        Assert.Equal(
            "ffffffffffff" + MacText + "0806" + "0001" + "0800" + "06" + "04" + "0001"
            + MacText + "00000000" + "000000000000" + "c0000264",
            Convert.ToHexStringLower(frame));
    }

    [Theory]
    [InlineData(NeighborRole.Host, "20000000")]
    [InlineData(NeighborRole.Router, "a0000000")]
    public void Clause_31_and_erratum_7949_a_neighbor_advertisement_says_so_over_IPv6(object role, string flags)
    {
        // RFC 9568 section 6.4.1: Solicited clear, Override set, the target is the address, and the target link-layer
        // option says where it lives. The Router flag is for routers: hosts drop their routes through a node without.
        var frame = Dirty(NeighborAdvertisement.FrameLength);
        NeighborAdvertisement.Write(frame, Mac, Address6, (NeighborRole)role);
        var checksum = frame.AsSpan(56, 2).ToArray();
        frame.AsSpan(56, 2).Clear();

        Assert.Equal(86, frame.Length);
        Assert.Equal(
            "333300000001" + MacText + "86dd"
            + "60000000" + "0020" + "3aff" + "20010db8000000000000000000123456" + "ff020000000000000000000000000001"
            + "8800" + "0000" + flags + "20010db8000000000000000000123456" + "0201" + MacText,
            Convert.ToHexStringLower(frame));
        Assert.Equal(
            (ushort)(checksum[0] << 8 | checksum[1]),
            InternetChecksum.Compute(frame.AsSpan(54), Address6, IpAddr.Parse("ff02::1"), 58));
    }

    [Fact]
    public void A_neighbor_solicitation_asks_the_group_of_the_address_from_nowhere()
    {
        // RFC 4862 section 5.4.2: "the IP source is set to the unspecified address, and the IP destination is set to
        // the solicited-node multicast address of the target address". RFC 4861 section 4.3: no link-layer option.
        var frame = Dirty(NeighborSolicitation.FrameLength);
        NeighborSolicitation.Write(frame, Mac, Address6);
        frame.AsSpan(56, 2).Clear();

        Assert.Equal(
            "3333ff123456" + MacText + "86dd"
            + "60000000" + "0018" + "3aff" + "00000000000000000000000000000000" + "ff0200000000000000000001ff123456"
            + "8700" + "0000" + "00000000" + "20010db8000000000000000000123456",
            Convert.ToHexStringLower(frame));
    }

    [Fact]
    public void An_advertisement_to_a_peer_is_a_frame_for_the_link_and_a_packet_for_the_peer()
    {
        var (source, peer) = (IpAddr.Parse("2001:db8::a"), IpAddr.Parse("2001:db8::b"));
        byte[] message = [0x31, 51, 200, 0, 0, 10, 0xFF, 0xFF];
        var frame = Dirty(AdvertisementFrame.LengthOf(message));
        AdvertisementFrame.Write(frame, Mac, source, peer, message);

        Assert.Equal(0, InternetChecksum.Compute(frame.AsSpan(54), source, peer));
        frame.AsSpan(60, 2).Clear();
        Assert.Equal(
            "333300000001" + MacText + "86dd"
            + "6c000000" + "0008" + "70ff" + "20010db800000000000000000000000a" + "20010db800000000000000000000000b"
            + "3133c800000a0000",
            Convert.ToHexStringLower(frame));
        Assert.True(IPv6Packet.TryRead(frame.AsSpan(14), out _, out _));
    }

    [Fact]
    public void The_checksum_of_ICMPv6_is_that_of_a_known_packet()
    {
        // By hand: fe80::1 > ff02::1, an advertisement of fe80::1 at 02:00:00:00:00:01. The words that are not zero are
        // fe80 1, ff02 1, length 20, next header 3a, 8800 2000, fe80 1, 0201 0200 1. Their sum is 3a861, folded
        // a864, inverted 579b.
        var frame = new byte[NeighborAdvertisement.FrameLength];
        NeighborAdvertisement.Write(
            frame, MacAddress.FromBytes([2, 0, 0, 0, 0, 1]), IpAddr.Parse("fe80::1"), NeighborRole.Host);

        Assert.Equal(0x579B, frame[56] << 8 | frame[57]);
    }

    [Theory]
    [InlineData(IpFamily.IPv4, 51, "00:00:5e:00:01:33")]
    [InlineData(IpFamily.IPv6, 255, "00:00:5e:00:02:ff")]
    public void The_virtual_MAC_is_that_of_RFC_9568(IpFamily family, byte id, string expected) =>
        Assert.Equal(expected, VirtualMac.Of(family, id).ToString());

    private static byte[] Dirty(int length)
    {
        var frame = new byte[length];
        Array.Fill(frame, (byte)0xA5);
        return frame;
    }
}
