using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>Whatever the bytes, no reader throws, and none believes them.</summary>
public sealed class RandomPacketTests
{
    private const int Seed = 20_260;

    private static readonly AdvertisementRules[] Routers =
    [
        Reading.Rules(), Reading.Rules(VrrpVersion.V2), Reading.WithHmac(), Reading.WithPeers(Reading.Peer),
        Reading.WithAuthentication(VrrpVersion.V2, Messages.Password),
        Reading.WithAuthentication(VrrpVersion.V2, Messages.Hmac()),
    ];

    [Fact]
    public void Random_bytes_are_never_accepted_and_never_throw()
    {
        var random = new Random(Seed);
        var buffer = new byte[128];
        for (var i = 0; i < 1_000_000; i++)
        {
            var packet = buffer.AsSpan(0, random.Next(buffer.Length + 1));
            random.NextBytes(packet);

            var read = Reading.TryRead(packet, Routers[i % Routers.Length], out _, out var drop);

            Assert.False(read, $"Packet {i} was accepted.");
            Assert.NotEqual(DropReason.None, drop);
            Assert.False(AddressClaim.TryRead(packet, out _, out _), $"Frame {i} was accepted.");
        }
    }

    [Fact]
    public void A_datagram_of_random_bytes_never_throws()
    {
        // Random bytes fall on the first rung of an IP header. A raw IPv6 socket delivers none.
        var random = new Random(Seed);
        var buffer = new byte[128];
        var seen = new HashSet<DropReason>();
        for (var i = 0; i < 300_000; i++)
        {
            var message = buffer.AsSpan(0, random.Next(buffer.Length + 1));
            random.NextBytes(message);
            if (message.Length > 0 && random.Next(8) > 0)
            {
                message[0] = random.Next(2) == 0 ? (byte)0x21 : (byte)0x31;
            }

            var datagram = new VrrpDatagram
            {
                Source = i % 2 == 0 ? Reading.Peer : IpAddr.Parse("fe80::c8"),
                Destination = i % 2 == 0 ? Advertisement.GroupIPv4 : Advertisement.GroupIPv6,
                HopLimit = 255,
                Message = message,
            };
            var rules = Routers[random.Next(Routers.Length)];
            Assert.False(AdvertisementReader.TryRead(datagram, rules, out _, out var drop));
            seen.Add(drop);
            foreach (var reason in Enum.GetValues<DropReason>())
            {
                Assert.NotNull(PeerMismatch.Describe(datagram, rules, reason));
            }
        }

        Assert.Superset(
            new HashSet<DropReason>(
            [
                DropReason.TooShort, DropReason.UnknownVersion, DropReason.WrongType, DropReason.WrongVersion,
                DropReason.LengthMismatch, DropReason.BadChecksum,
            ]),
            seen);
    }

    [Theory]
    [InlineData(Messages.Golden)]
    [InlineData(Messages.GoldenV2)]
    [InlineData(Messages.GoldenPassword)]
    [InlineData(Messages.GoldenHmac)]
    public void Packets_that_are_almost_right_never_throw(string golden)
    {
        // These begin as a good packet and are spoiled and cut at random.
        var random = new Random(Seed);
        var good = new Ipv4Packet { Message = Messages.FromHex(golden), Padding = 14 }.ToBytes();
        var packet = new byte[good.Length];
        var seen = new HashSet<DropReason>();
        for (var i = 0; i < 300_000; i++)
        {
            good.CopyTo(packet, 0);
            for (var spoiled = random.Next(4); spoiled > 0; spoiled--)
            {
                packet[random.Next(packet.Length)] = (byte)random.Next(256);
            }

            var cut = random.Next(4) == 0 ? random.Next(packet.Length) : packet.Length;
            var rules = Routers[random.Next(Routers.Length)];
            var read = Reading.TryRead(packet.AsSpan(0, cut), rules, out _, out var drop);

            Assert.Equal(read, drop == DropReason.None);
            seen.Add(drop);
        }

        Assert.Superset(
            new HashSet<DropReason>(
            [
                DropReason.None, DropReason.BadIpHeader, DropReason.WrongProtocol, DropReason.TtlNot255,
                DropReason.TooShort, DropReason.UnknownVersion, DropReason.WrongType, DropReason.WrongVersion,
                DropReason.LengthMismatch, DropReason.BadChecksum, DropReason.WrongDestination,
            ]),
            seen);
    }

    [Theory]
    [InlineData(Messages.Golden, VrrpVersion.V3)]
    [InlineData(Messages.GoldenMessageOnly, VrrpVersion.V3)]
    [InlineData(Messages.GoldenV2, VrrpVersion.V2)]
    public void Any_flipped_bit_of_a_message_is_noticed(string golden, VrrpVersion version)
    {
        // The checksum covers every byte of the message, Reserve included.
        var message = Messages.FromHex(golden);
        for (var bit = 0; bit < message.Length * 8; bit++)
        {
            message[bit / 8] ^= (byte)(1 << (bit % 8));
            var packet = new Ipv4Packet { Message = message }.ToBytes();

            Assert.False(
                Reading.TryRead(packet, Reading.Rules(version), out _, out _), $"Bit {bit} was not noticed.");

            message[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData("", 0xFFFF)]
    [InlineData("00", 0xFFFF)]
    [InlineData("FFFF", 0x0000)]
    [InlineData("0001F203F4F5F6F7", 0x220D)] // the example of RFC 1071 section 3
    [InlineData("01", 0xFEFF)] // an odd byte is the upper half of a word
    public void The_checksum_is_that_of_RFC_1071(string hex, int checksum) =>
        Assert.Equal(checksum, InternetChecksum.Compute(Messages.FromHex(hex)));
}
