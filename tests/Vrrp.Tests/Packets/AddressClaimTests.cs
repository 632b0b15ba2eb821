using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>Who claims an address on the segment, and who only asks.</summary>
public sealed class AddressClaimTests
{
    private const int Seed = 20_262;

    private static readonly MacAddress Mac = MacAddress.FromBytes([0x02, 0, 0, 0xAB, 0xCD, 0xEF]);
    private static readonly IpAddr Address = IpAddr.Parse("192.0.2.100");
    private static readonly IpAddr Address6 = IpAddr.Parse("2001:db8::100");

    [Theory]
    [InlineData(ArpOperation.Request)]
    [InlineData(ArpOperation.Reply)]
    public void ARP_claims_the_senders_address(object operation)
    {
        var frame = Arp((ArpOperation)operation);

        Assert.True(AddressClaim.TryRead(frame, out var address, out var mac));
        Assert.Equal((Address, Mac), (address, mac));
        // With the padding that drivers leave.
        Assert.True(AddressClaim.TryRead([.. frame, .. new byte[18]], out address, out mac));
        Assert.Equal((Address, Mac), (address, mac));
    }

    [Fact]
    public void A_question_for_an_address_claims_the_askers_own()
    {
        var frame = new byte[ArpFrame.Length];
        ArpFrame.Write(frame, ArpOperation.Request, Mac, IpAddr.Parse("192.0.2.9"), default, Address);

        Assert.True(AddressClaim.TryRead(frame, out var address, out _));
        Assert.Equal(IpAddr.Parse("192.0.2.9"), address);
    }

    [Fact]
    public void Probes_claim_nothing()
    {
        var arp = new byte[ArpProbe.FrameLength];
        ArpProbe.Write(arp, Mac, Address);
        var solicitation = new byte[NeighborSolicitation.FrameLength];
        NeighborSolicitation.Write(solicitation, Mac, Address6);

        Assert.False(AddressClaim.TryRead(arp, out _, out _));
        Assert.False(AddressClaim.TryRead(solicitation, out _, out _));
    }

    [Fact]
    public void A_neighbor_advertisement_claims_its_target()
    {
        var frame = Neighbor();

        Assert.True(AddressClaim.TryRead(frame, out var address, out var mac));
        Assert.Equal((Address6, Mac), (address, mac));
        Assert.True(AddressClaim.TryRead([.. frame, .. new byte[18]], out address, out _));
        Assert.Equal(Address6, address);
    }

    [Fact]
    public void The_link_layer_option_counts_more_than_the_frame()
    {
        var frame = Neighbor();
        frame[11] ^= 0xFF;

        Assert.True(AddressClaim.TryRead(frame, out _, out var mac));
        Assert.Equal(Mac, mac);
    }

    [Fact]
    public void Without_the_option_the_frame_says_who_claims()
    {
        var frame = Neighbor()[..NeighborMessage.OptionsOffset];
        NeighborMessage.Write(
            frame, Mac, Address6, IpAddr.Parse("ff02::1"), NeighborMessageType.Advertisement, 0, Address6);

        Assert.True(AddressClaim.TryRead(frame, out var address, out var mac));
        Assert.Equal((Address6, Mac), (address, mac));
    }

    [Theory]
    [InlineData(0)] // no length at all
    [InlineData(2)] // longer than the message
    public void An_option_that_does_not_fit_spoils_the_message(byte length)
    {
        var frame = Neighbor();
        frame[NeighborMessage.OptionsOffset + 1] = length;
        // Right again, so that only the length is wrong.
        NeighborMessage.Write(
            frame, Mac, Address6, IpAddr.Parse("ff02::1"), NeighborMessageType.Advertisement, 0, Address6);

        Assert.False(AddressClaim.TryRead(frame, out _, out _));
    }

    [Fact]
    public void Any_flipped_bit_of_the_message_is_noticed()
    {
        var frame = Neighbor();
        for (var bit = NeighborMessage.Offset * 8; bit < frame.Length * 8; bit++)
        {
            frame[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.False(AddressClaim.TryRead(frame, out _, out _), $"Bit {bit} was not noticed.");

            frame[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_hop_limit_below_255_comes_from_beyond_the_link()
    {
        var frame = Neighbor();
        frame[EthernetHeader.Length + 7] = 254;

        Assert.False(AddressClaim.TryRead(frame, out _, out _));
    }

    [Fact]
    public void Other_frames_claim_nothing()
    {
        var reverse = Arp(ArpOperation.Reply);
        reverse[21] = 4;
        Assert.False(AddressClaim.TryRead(reverse, out _, out _));

        var multicast = new byte[ArpFrame.Length];
        ArpFrame.Write(multicast, ArpOperation.Request, Mac, Advertisement.GroupIPv4, default, Address);
        Assert.False(AddressClaim.TryRead(multicast, out _, out _));

        Assert.False(AddressClaim.TryRead([], out var address, out var mac));
        Assert.Equal((default, default), (address, mac));
    }

    [Fact]
    public void Frames_that_are_almost_right_never_throw()
    {
        var random = new Random(Seed);
        byte[][] good = [Arp(ArpOperation.Reply), Neighbor()];
        for (var i = 0; i < 300_000; i++)
        {
            byte[] frame = [.. good[i % 2]];
            for (var spoiled = random.Next(4); spoiled > 0; spoiled--)
            {
                frame[random.Next(frame.Length)] = (byte)random.Next(256);
            }

            var cut = random.Next(4) == 0 ? random.Next(frame.Length) : frame.Length;
            if (!AddressClaim.TryRead(frame.AsSpan(0, cut), out var address, out _))
            {
                Assert.Equal(default, address);
            }
        }
    }

    private static byte[] Arp(ArpOperation operation)
    {
        var frame = new byte[GratuitousArp.FrameLength];
        GratuitousArp.Write(frame, Mac, Address, operation);
        return frame;
    }

    private static byte[] Neighbor()
    {
        var frame = new byte[NeighborAdvertisement.FrameLength];
        NeighborAdvertisement.Write(frame, Mac, Address6, NeighborRole.Host);
        return frame;
    }
}
