using System.Buffers.Binary;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>RFC 9568 section 7.1: what must be discarded is, for the right reason, and nothing else is.</summary>
public sealed class ReceiveLadderTests
{
    [Theory]
    [InlineData(Golden.PseudoHeader, ChecksumForm.PseudoHeader)]
    [InlineData(Golden.MessageOnly, ChecksumForm.MessageOnly)]
    public void Both_forms_of_the_IPv4_checksum_are_accepted(string message, ChecksumForm form)
    {
        Assert.True(AdvertisementReader.TryRead(Golden.Packet(message), default, out var read, out _));

        Assert.Equal(form, read.ChecksumForm);
        Assert.Equal((51, 200), (read.VirtualRouterId, read.Priority));
        Assert.Equal(Duration.FromSeconds(1), read.Interval);
        Assert.Equal(Golden.Source, read.Source);
        Assert.Equal(Golden.Address.Address, IpAddr.FromBytes(read.Addresses));
    }

    // "MUST verify that the IPv4 TTL or IPv6 Hop Limit is 255."
    [Theory]
    [InlineData(254)]
    [InlineData(1)]
    [InlineData(0)]
    public void Clause_15_another_TTL_is_discarded(byte ttl) =>
        Assert.Equal(DropReason.TtlNot255, Golden.Read(Golden.Packet(change: packet => packet[8] = ttl)));

    // "MUST verify that the VRRP version is 3."
    [Theory]
    [InlineData(0x21)]
    [InlineData(0x41)]
    public void Clause_16_another_version_is_discarded(byte first) =>
        Assert.Equal(DropReason.WrongVersion, Golden.Read(Changed(20, first)));

    // "MUST verify that the VRRP packet type is 1 (ADVERTISEMENT)."
    [Theory]
    [InlineData(0x30)]
    [InlineData(0x32)]
    public void Clause_17_another_type_is_discarded(byte first) =>
        Assert.Equal(DropReason.WrongType, Golden.Read(Changed(20, first)));

    // "MUST verify that the received packet contains the complete VRRP packet."
    [Fact]
    public void Clause_18_a_short_packet_is_discarded()
    {
        Assert.Equal(DropReason.TooShort, Golden.Read(Golden.Packet(Golden.PseudoHeader[..14])));
        Assert.Equal(DropReason.LengthMismatch, Golden.Read(Golden.Packet(Golden.PseudoHeader[..16])));
        Assert.Equal(DropReason.LengthMismatch, Golden.Read(Changed(23, 2)));
    }

    // "MUST verify the VRRP checksum."
    [Theory]
    [InlineData(0)]
    [InlineData(0xFFFF)]
    [InlineData(0xA170)]
    public void Clause_19_a_bad_checksum_is_discarded(ushort checksum) => Assert.Equal(
        DropReason.BadChecksum,
        Golden.Read(Golden.Packet(change: packet => BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(26), checksum))));

    // Erratum 8299: a count of 0 is discarded. keepalived accepts it.
    [Fact]
    public void Clause_21_no_addresses_is_discarded()
    {
        Assert.Equal(DropReason.NoAddresses, Golden.Read(Changed(23, 0)));
        Assert.Equal(DropReason.NoAddresses, Golden.Read(Golden.Packet("3133c80000640000", Golden.Mend)));
    }

    // Erratum 8301: an interval of 0 is discarded. keepalived and FRR learn it, and take over after 0.2 s.
    [Fact]
    public void Clause_22_an_interval_of_zero_is_discarded() =>
        Assert.Equal(DropReason.ZeroInterval, Golden.Read(Changed(25, 0)));

    // "Reserve ... MUST be set to zero on transmission and ignored on reception."
    [Fact]
    public void Clause_25_reserved_bits_are_ignored()
    {
        Assert.True(AdvertisementReader.TryRead(Changed(24, 0xF0), default, out var read, out _));
        Assert.Equal(Duration.FromSeconds(1), read.Interval);
    }

    [Fact]
    public void The_longest_interval_is_accepted()
    {
        Assert.True(AdvertisementReader.TryRead(Golden.Advertise(centiseconds: 4095), default, out var read, out _));
        Assert.Equal(Duration.FromMilliseconds(40_950), read.Interval);
    }

    [Fact]
    public void An_IP_header_with_options_is_accepted()
    {
        var plain = Golden.Packet();
        byte[] withOption = [0x46, .. plain[1..20], 0x94, 0x04, 0, 0, .. plain[20..]];
        withOption[3] += 4;

        Assert.Equal(DropReason.None, Golden.Read(withOption));
    }

    [Fact]
    public void Ethernet_padding_behind_the_packet_is_ignored() =>
        Assert.Equal(DropReason.None, Golden.Read([.. Golden.Packet(), .. new byte[14]]));

    [Fact]
    public void Bytes_behind_the_last_address_are_ignored() =>
        Assert.Equal(DropReason.None, Golden.Read(Golden.Packet(Golden.PseudoHeader + "00000000")));

    [Fact]
    public void Our_own_address_as_sender_is_discarded() =>
        Assert.Equal(DropReason.OwnAddress, Golden.Read(Golden.Packet(), Golden.Source));

    [Fact]
    public void What_is_no_IPv4_packet_is_discarded()
    {
        Assert.Equal(DropReason.BadIpHeader, Golden.Read([]));
        Assert.Equal(DropReason.BadIpHeader, Golden.Read(Golden.Packet()[..19]));
        Assert.Equal(DropReason.BadIpHeader, Golden.Read(Changed(0, 0x65)));
        Assert.Equal(DropReason.BadIpHeader, Golden.Read(Changed(0, 0x44)));
        Assert.Equal(DropReason.BadIpHeader, Golden.Read(Changed(3, 200)));
        Assert.Equal(DropReason.BadIpHeader, Golden.Read(Changed(3, 19)));
        Assert.Equal(DropReason.WrongProtocol, Golden.Read(Changed(9, 17)));
    }

    // A packet with all mistakes at once falls on the first rung; each mend takes it one rung up.
    [Fact]
    public void The_rungs_stand_in_their_order()
    {
        var packet = Golden.Packet("2033c8ff00000000", change: packet => (packet[8], packet[9]) = (1, 17));
        var rungs = new List<DropReason> { Golden.Read(packet) };
        packet[9] = 112;
        rungs.Add(Golden.Read(packet));
        packet[8] = 255;
        rungs.Add(Golden.Read(packet));
        packet[20] = 0x30;
        rungs.Add(Golden.Read(packet));
        packet[20] = 0x31;
        rungs.Add(Golden.Read(packet));
        packet[23] = 0;
        rungs.Add(Golden.Read(packet));
        Golden.Mend(packet);
        rungs.Add(Golden.Read(packet));
        packet = Golden.Advertise(centiseconds: 0);
        rungs.Add(Golden.Read(packet, Golden.Source));
        packet[25] = 1;
        Golden.Mend(packet);
        rungs.Add(Golden.Read(packet, Golden.Source));

        Assert.Equal(
            [
                DropReason.WrongProtocol, DropReason.TtlNot255, DropReason.WrongVersion, DropReason.WrongType,
                DropReason.LengthMismatch, DropReason.BadChecksum, DropReason.NoAddresses, DropReason.ZeroInterval,
                DropReason.OwnAddress,
            ],
            rungs);
    }

    [Theory]
    [InlineData(Golden.PseudoHeader)]
    [InlineData(Golden.MessageOnly)]
    public void Every_flipped_bit_of_the_message_is_noticed(string message)
    {
        for (var bit = 0; bit < message.Length * 4; bit++)
        {
            var packet = Golden.Packet(message);
            packet[20 + bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.NotEqual(DropReason.None, Golden.Read(packet));
        }
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(1);
        var packet = new byte[64];
        for (var round = 0; round < 500_000; round++)
        {
            var length = random.Next(packet.Length + 1);
            random.NextBytes(packet.AsSpan(0, length));
            // Half of them get far enough to be worth it.
            if (length > 20 && round % 2 == 0)
            {
                (packet[0], packet[2], packet[3], packet[8], packet[9]) = (0x45, 0, (byte)length, 255, 112);
                packet[20] = 0x31;
            }

            _ = AdvertisementReader.TryReadVirtualRouterId(packet.AsSpan(0, length), out _, out _);
            _ = AdvertisementReader.TryRead(packet.AsSpan(0, length), default, out _, out _);
        }
    }

    private static byte[] Changed(int offset, byte value) => Golden.Packet(change: packet =>
    {
        packet[offset] = value;
        if (offset >= 20)
        {
            Golden.Mend(packet);
        }
    });
}
