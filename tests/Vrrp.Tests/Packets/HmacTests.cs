using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>Signed advertisements (draft-cassen-vrrp-auth-hmac): what is signed, and how often it passes.</summary>
public sealed class HmacTests
{
    private static readonly Duration Window = Duration.FromSeconds(5);
    private static readonly Duration Now = Messages.Stamp.UnixTime;
    private static readonly IpAddr Other = IpAddr.Parse("192.0.2.3");

    private static byte[] Golden => new Ipv4Packet { Message = Messages.FromHex(Messages.GoldenHmac) }.ToBytes();

    [Fact]
    public void Any_flipped_bit_of_the_trailer_is_noticed()
    {
        var packet = Golden;
        for (var bit = (20 + 12) * 8; bit < packet.Length * 8; bit++)
        {
            packet[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.NotEqual((bit, DropReason.None), (bit, Reading.Drop(packet, Reading.WithHmac())));

            packet[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_change_of_the_message_with_a_fresh_checksum_is_noticed()
    {
        // Whoever can send can compute a checksum.
        byte[] forged = [.. Messages.Make(priority: 255), .. Messages.FromHex(Messages.GoldenHmac)[12..]];

        Assert.Equal(DropReason.HmacWrong, Reading.Drop(
            new Ipv4Packet { Message = forged }.ToBytes(), Reading.WithHmac()));
    }

    [Fact]
    public void The_source_is_signed()
    {
        byte[] message =
            [.. Messages.Make(priority: 200, source: Other), .. Messages.FromHex(Messages.GoldenHmac)[12..]];

        Assert.Equal(DropReason.HmacWrong, Reading.Drop(
            new Ipv4Packet { Message = message, Source = Other }.ToBytes(), Reading.WithHmac()));
    }

    [Theory]
    [InlineData(HmacMode.Enforce, DropReason.HmacMissing)]
    [InlineData(HmacMode.Permissive, DropReason.None)]
    [InlineData(HmacMode.ReceiveOnly, DropReason.None)]
    public void Whether_a_trailer_may_be_missing_is_a_matter_of_the_mode(HmacMode mode, DropReason expected) =>
        Assert.Equal(expected, Reading.Drop(
            new Ipv4Packet { Message = Messages.Make() }.ToBytes(), Reading.WithHmac(mode)));

    [Theory]
    [InlineData(HmacMode.Permissive)]
    [InlineData(HmacMode.ReceiveOnly)]
    public void A_trailer_that_is_there_is_looked_at_in_every_mode(HmacMode mode)
    {
        var packet = Golden;
        packet[^1] ^= 1;

        Assert.Equal(DropReason.HmacWrong, Reading.Drop(packet, Reading.WithHmac(mode)));
    }

    [Fact]
    public void A_key_is_found_by_its_id()
    {
        var two = Messages.Hmac(HmacMode.Enforce, new HmacKey(7, [1, 2, 3]), Messages.Key);
        var none = Messages.Hmac(HmacMode.Enforce, new HmacKey(7, [1, 2, 3]));

        Assert.Equal(DropReason.None, Reading.Drop(Golden, Reading.WithAuthentication(VrrpVersion.V3, two)));
        Assert.Equal(DropReason.HmacUnknownKey, Reading.Drop(
            Golden, Reading.WithAuthentication(VrrpVersion.V3, none)));
    }

    [Fact]
    public void A_router_without_keys_takes_a_signed_packet_as_it_is()
    {
        // So that keys can be given to one node after the other.
        Assert.True(Reading.TryRead(Golden, Reading.Rules(), out var advertisement, out _));
        Assert.Null(advertisement.Stamp);
    }

    [Fact]
    public void A_packet_passes_once()
    {
        var guard = new HmacReplayGuard(Window);

        Assert.Equal(DropReason.None, Admit(guard, Messages.Stamp, Now));
        Assert.Equal(DropReason.HmacReplayed, Admit(guard, Messages.Stamp, Now));
        Assert.Equal(DropReason.None, Admit(guard, Messages.Stamp.Next(), Now));
        Assert.Equal(DropReason.HmacReplayed, Admit(guard, Messages.Stamp, Now));
        Assert.Equal(DropReason.None, Admit(guard, Messages.Stamp, Now, Other));
    }

    [Theory]
    [InlineData(5_000, DropReason.None)]
    [InlineData(-5_000, DropReason.None)]
    [InlineData(5_001, DropReason.HmacOutsideWindow)]
    [InlineData(-5_001, DropReason.HmacOutsideWindow)]
    public void The_clocks_may_differ_by_the_window(int milliseconds, DropReason expected) => Assert.Equal(
        expected, Admit(new(Window), Messages.Stamp, Now + Duration.FromMilliseconds(milliseconds)));

    [Fact]
    public void A_sender_whose_clock_was_set_right_is_heard_again_when_its_mark_is_too_old_to_matter()
    {
        var guard = new HmacReplayGuard(Window);
        var ahead = HmacStamp.At(Now + Duration.FromSeconds(4));
        Assert.Equal(DropReason.None, Admit(guard, ahead, Now));

        Assert.Equal(DropReason.HmacReplayed, Admit(guard, Messages.Stamp, Now));
        var later = Now + Duration.FromSeconds(10);
        Assert.Equal(DropReason.None, Admit(guard, HmacStamp.At(later), later));
    }

    [Fact]
    public void More_senders_than_there_is_room_for_forget_the_oldest()
    {
        var guard = new HmacReplayGuard(Window);
        for (var i = 0; i <= HmacReplayGuard.MaxSenders; i++)
        {
            var stamp = HmacStamp.At(Now + Duration.FromMilliseconds(i));
            Assert.Equal(DropReason.None, Admit(guard, stamp, Now, IpAddr.FromIPv4((uint)i + 1)));
        }

        Assert.Equal(DropReason.None, Admit(guard, HmacStamp.At(Now), Now, IpAddr.FromIPv4(1)));
        Assert.Equal(DropReason.HmacReplayed, Admit(
            guard, HmacStamp.At(Now), Now, IpAddr.FromIPv4(HmacReplayGuard.MaxSenders)));
    }

    [Fact]
    public void An_unsigned_advertisement_is_no_business_of_the_guard()
    {
        var guard = new HmacReplayGuard(Window);
        var advertisement = new Advertisement { Source = Reading.Peer };

        Assert.True(guard.TryAdmit(advertisement, Now, out _));
        Assert.True(guard.TryAdmit(advertisement, Now, out _));
    }

    [Fact]
    public void A_stamp_is_the_time_in_the_packet()
    {
        Assert.Equal(new(1, 0x8000, 0), HmacStamp.At(Duration.FromMilliseconds(1500)));
        Assert.Equal(new(0, 0xFFFF, 0), HmacStamp.At(new(999_999_999)));
        Assert.Equal(Duration.FromMilliseconds(1500), new HmacStamp(1, 0x8000, 7).UnixTime);
        Assert.Equal(new(2, 0, 0), new HmacStamp(1, 0xFFFF, 0xFFFF).Next());
    }

    [Fact]
    public void A_sequence_grows_while_the_clock_stands_still_or_goes_back_a_little()
    {
        var sequence = new HmacSequence(Window);

        HmacStamp[] stamps =
        [
            sequence.Next(Now), sequence.Next(Now), sequence.Next(Now - Duration.FromSeconds(4)),
            sequence.Next(Now + Duration.FromMilliseconds(1)),
        ];

        Assert.Equal(stamps.Order().Distinct(), stamps);
    }

    [Fact]
    public void Another_window_makes_a_sequence_forget_nothing()
    {
        var sequence = new HmacSequence(Window);
        var last = sequence.Next(Now);

        sequence.Window = Window * 2;

        Assert.True(sequence.Next(Now).CompareTo(last) > 0);
    }

    [Fact]
    public void A_sequence_follows_a_clock_that_was_far_ahead()
    {
        var sequence = new HmacSequence(Window);
        _ = sequence.Next(Now + Duration.FromSeconds(3600));

        Assert.Equal(HmacStamp.At(Now), sequence.Next(Now));
    }

    private static DropReason Admit(HmacReplayGuard guard, HmacStamp stamp, Duration now, IpAddr? source = null)
    {
        var advertisement = new Advertisement { Source = source ?? Reading.Peer, Stamp = stamp };
        Assert.Equal(guard.TryAdmit(advertisement, now, out var drop), drop == DropReason.None);
        return drop;
    }
}
