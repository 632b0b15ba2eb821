using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

public sealed class RandomPacketTests
{
    private const int Seed = 20_260;

    [Fact]
    public void Random_bytes_are_never_accepted_and_never_throw()
    {
        var random = new Random(Seed);
        var buffer = new byte[64];
        for (var i = 0; i < 1_000_000; i++)
        {
            var packet = buffer.AsSpan(0, random.Next(buffer.Length + 1));
            random.NextBytes(packet);

            var read = AdvertisementReader.TryRead(packet, default, out _, out var drop);

            Assert.False(read, $"Packet {i} was accepted.");
            Assert.NotEqual(DropReason.None, drop);
        }
    }

    [Fact]
    public void Packets_that_are_almost_right_never_throw()
    {
        // Random bytes fall on the first rung. These begin as a good packet and are spoiled and cut at random.
        var random = new Random(Seed);
        var good = new Ipv4Packet { Message = Messages.FromHex(Messages.Golden), Padding = 14 }.ToBytes();
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
            var read = AdvertisementReader.TryRead(packet.AsSpan(0, cut), default, out _, out var drop);

            Assert.Equal(read, drop == DropReason.None);
            seen.Add(drop);
        }

        Assert.Superset(
            new HashSet<DropReason>(
            [
                DropReason.None, DropReason.BadIpHeader, DropReason.WrongProtocol, DropReason.TtlNot255,
                DropReason.TooShort, DropReason.WrongVersion, DropReason.WrongType, DropReason.LengthMismatch,
                DropReason.BadChecksum,
            ]),
            seen);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var id = (byte)random.Next(1, 256);
            var priority = (byte)random.Next(256);
            var interval = Duration.FromMilliseconds(10 * random.Next(1, 4096));
            var source = IpAddr.FromIPv4((uint)random.NextInt64(1L << 32));
            var unicast = IpAddr.FromIPv4((uint)random.NextInt64(1L << 32));
            var destination = random.Next(2) == 0 ? Ipv4Packet.Group : unicast;
            var form = (ChecksumForm)random.Next(2);
            var addresses = new AddressPrefix[random.Next(1, random.Next(8) == 0 ? 256 : 4)];
            for (var address = 0; address < addresses.Length; address++)
            {
                addresses[address] = new(IpAddr.FromIPv4((uint)random.NextInt64(1L << 32)), 32);
            }

            var message = new byte[AdvertisementWriter.Length(addresses.Length, IpFamily.IPv4)];
            AdvertisementWriter.Write(message, id, priority, interval, addresses, source, destination, form);
            var packet = new Ipv4Packet { Message = message, Source = source, Destination = destination }.ToBytes();

            Assert.True(AdvertisementReader.TryRead(packet, default, out var read, out var drop), $"{i}: {drop}");
            Assert.Equal(id, read.VirtualRouterId);
            Assert.Equal(priority, read.Priority);
            Assert.Equal(interval, read.Interval);
            Assert.Equal(source, read.Source);
            // One message in 65,535 is right in both forms, and is taken for the first.
            var both = InternetChecksum.Compute(message) == InternetChecksum.Compute(message, source, destination);
            Assert.Equal(both ? ChecksumForm.PseudoHeader : form, read.ChecksumForm);
            Assert.Equal(addresses.Length * 4, read.Addresses.Length);
            Assert.Equal(addresses[^1].Address, IpAddr.FromBytes(read.Addresses[^4..]));
        }
    }

    [Theory]
    [InlineData(Messages.Golden)]
    [InlineData(Messages.GoldenMessageOnly)]
    public void Any_flipped_bit_of_a_message_is_noticed(string golden)
    {
        // The checksum covers every byte of the message, Reserve included.
        var message = Messages.FromHex(golden);
        for (var bit = 0; bit < message.Length * 8; bit++)
        {
            message[bit / 8] ^= (byte)(1 << (bit % 8));
            var packet = new Ipv4Packet { Message = message }.ToBytes();

            Assert.False(AdvertisementReader.TryRead(packet, default, out _, out _), $"Bit {bit} was not noticed.");

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
