using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>Good packets of every dialect, bent at random: bits flipped, cut, made longer, pieces doubled, and, so that
/// the rungs behind the checksum are met too, summed anew. No reader throws, and what one accepts can be read to its
/// end.</summary>
public sealed class MutatedPacketTests
{
    private const int Cases = 20_000;
    private const int LongestExtension = 40;
    private const int LongestPacket = 300;

    public static TheoryData<VrrpVersion, IpFamily, object?> Dialects => RoundTripTests.Formats;

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_bent_packet_never_throws_and_is_read_as_far_as_it_is_there(
        VrrpVersion version, IpFamily family, object? authentication)
    {
        var random = new Random(20_262);
        var rules = Reading.WithAuthentication(version, (VrrpAuthentication?)authentication);
        var good = Good(version, family, rules.Authentication);
        var drops = new HashSet<DropReason>();
        var buffer = new byte[LongestPacket];
        for (var i = 0; i < Cases; i++)
        {
            good.CopyTo(buffer, 0);
            var length = Bend(buffer, good.Length, random);
            var message = buffer.AsSpan(0, length);
            if (random.Next(2) == 0 && length >= Advertisement.HeaderLength)
            {
                Sum(message, family);
            }

            drops.Add(Read(message, family, rules));
        }

        Assert.Superset(
            new HashSet<DropReason>(
            [
                DropReason.None, DropReason.TooShort, DropReason.UnknownVersion, DropReason.WrongType,
                DropReason.BadChecksum, DropReason.NoAddresses, DropReason.LengthMismatch,
            ]),
            drops);
    }

    private static DropReason Read(ReadOnlySpan<byte> message, IpFamily family, AdvertisementRules rules)
    {
        var datagram = new VrrpDatagram
        {
            Source = Sender(family), Destination = Advertisement.GroupOf(family), HopLimit = 255, Message = message,
        };
        var read = AdvertisementReader.TryRead(datagram, rules, out var heard, out var drop);
        Assert.Equal(read, drop == DropReason.None);
        if (read)
        {
            Assert.Equal(heard.Addresses.Length, message[3] * Sender(family).Length);
            Assert.True(Advertisement.HeaderLength + heard.Addresses.Length <= message.Length);
            Assert.True(heard.Interval > Duration.Zero);
            _ = heard.Compare([new(Sender(family), 24)]);
            Assert.NotNull(heard.DescribeDifference([new(Sender(family), 24)]));
        }

        Assert.NotNull(PeerMismatch.Describe(datagram, rules, drop));
        return drop;
    }

    // One to four accidents.
    private static int Bend(byte[] packet, int length, Random random)
    {
        for (var accidents = random.Next(1, 5); accidents > 0; accidents--)
        {
            switch (random.Next(5))
            {
                case 0:
                    length = random.Next(length + 1);
                    break;
                case 1:
                    var more = random.Next(Math.Min(LongestExtension, packet.Length - length) + 1);
                    random.NextBytes(packet.AsSpan(length, more));
                    length += more;
                    break;
                case 2 when length > 0:
                    var (from, to) = (random.Next(length), random.Next(length));
                    packet.AsSpan(from, length - Math.Max(from, to)).CopyTo(packet.AsSpan(to));
                    break;
                case 3 when length > 0:
                    // The numbers at which something changes, most of them in the header.
                    packet[random.Next(Math.Min(length, 8))] = (byte)(random.Next(4) switch
                    {
                        0 => 0, 1 => 255, 2 => 0x21, _ => 0x31,
                    });
                    break;
                case 4 when length > 0:
                    packet[random.Next(length)] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return length;
    }

    // As its own head has it: as long as the count says, when that much is there.
    private static void Sum(Span<byte> message, IpFamily family)
    {
        var addressLength = Sender(family).Length;
        var said = Advertisement.LengthOf(Advertisement.VersionOf(message), message[3], addressLength);
        var covered = message[..Math.Min(said, message.Length)];
        (message[6], message[7]) = (0, 0);
        var sum = family == IpFamily.IPv6
            ? InternetChecksum.Compute(covered, Sender(family), Advertisement.GroupOf(family))
            : InternetChecksum.Compute(covered);
        (message[6], message[7]) = ((byte)(sum >> 8), (byte)sum);
    }

    private static byte[] Good(VrrpVersion version, IpFamily family, VrrpAuthentication? authentication)
    {
        var template = new AdvertisementTemplate
        {
            Version = version,
            VirtualRouterId = 51,
            Interval = Duration.FromSeconds(1),
            Addresses = family == IpFamily.IPv4
                ? [AddressPrefix.Parse("192.0.2.100/24"), AddressPrefix.Parse("192.0.2.101/24")]
                : [AddressPrefix.Parse("fe80::100/64"), AddressPrefix.Parse("2001:db8::100/64")],
            Authentication = authentication,
        };
        var message = new byte[template.Length];
        AdvertisementWriter.Write(
            message, template, 200, Sender(family), Advertisement.GroupOf(family), ChecksumForm.MessageOnly,
            Messages.Stamp);
        return message;
    }

    private static IpAddr Sender(IpFamily family) =>
        family == IpFamily.IPv4 ? Reading.Peer : IpAddr.Parse("fe80::c8");
}
