using System.Collections.Immutable;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>What is written is read back, in every format.</summary>
public sealed class RoundTripTests
{
    private const int Seed = 20_261;

    public static TheoryData<VrrpVersion, IpFamily, object?> Formats => new()
    {
        { VrrpVersion.V3, IpFamily.IPv4, null },
        { VrrpVersion.V3, IpFamily.IPv6, null },
        { VrrpVersion.V2, IpFamily.IPv4, null },
        { VrrpVersion.V2, IpFamily.IPv4, Messages.Password },
        { VrrpVersion.V3, IpFamily.IPv4, Messages.Hmac() },
        { VrrpVersion.V3, IpFamily.IPv6, Messages.Hmac() },
        { VrrpVersion.V2, IpFamily.IPv4, Messages.Hmac() },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_written_is_read_back(VrrpVersion version, IpFamily family, object? authentication)
    {
        var random = new Random(Seed);
        for (var i = 0; i < 5_000; i++)
        {
            var template = Template(random, version, family) with { Authentication = (VrrpAuthentication?)authentication };
            var source = Address(random, family);
            var peer = Address(random, family);
            var isUnicast = random.Next(2) == 0;
            var destination = isUnicast ? peer : Advertisement.GroupOf(family);
            var form = (ChecksumForm)random.Next(2);
            var priority = (byte)random.Next(256);
            var stamp = new HmacStamp((uint)random.NextInt64(1L << 32), (ushort)i, (ushort)random.Next(65_536));
            var datagram = new VrrpDatagram
            {
                Source = source,
                Destination = destination,
                HopLimit = 255,
                Message = Write(template, priority, source, destination, form, stamp),
            };
            var rules = new AdvertisementRules
            {
                Version = version,
                Interval = template.Interval,
                Authentication = template.Authentication,
                Peers = isUnicast ? [peer, source] : [],
            };

            Assert.True(AdvertisementReader.TryRead(datagram, rules, out var read, out var drop), $"{i}: {drop}");
            Assert.Equal(version, read.Version);
            Assert.Equal(template.VirtualRouterId, read.VirtualRouterId);
            Assert.Equal(priority, read.Priority);
            Assert.Equal(template.Interval, read.Interval);
            Assert.Equal(source, read.Source);
            Assert.Equal(authentication is HmacAuthentication ? stamp : null, read.Stamp);
            Assert.Equal(AddressListMatch.Same, read.Compare(template.Addresses.AsSpan()));
            Assert.Equal(Form(version, datagram, form), read.ChecksumForm);
        }
    }

    private static ChecksumForm Form(VrrpVersion version, scoped in VrrpDatagram datagram, ChecksumForm written)
    {
        if (version == VrrpVersion.V2 || datagram.Source.Family == IpFamily.IPv6)
        {
            return version == VrrpVersion.V2 ? ChecksumForm.MessageOnly : ChecksumForm.PseudoHeader;
        }

        // One message in 65,535 is right in both forms, and is taken for the first.
        var message = datagram.Message[..(8 + 4 * datagram.Message[3])];
        return InternetChecksum.Compute(message, datagram.Source, datagram.Destination) == 0
            ? ChecksumForm.PseudoHeader
            : written;
    }

    private static byte[] Write(
        AdvertisementTemplate template, byte priority, IpAddr source, IpAddr destination, ChecksumForm form,
        HmacStamp stamp)
    {
        var message = new byte[template.Length];
        Assert.Equal(
            message.Length, AdvertisementWriter.Write(message, template, priority, source, destination, form, stamp));
        return message;
    }

    private static AdvertisementTemplate Template(Random random, VrrpVersion version, IpFamily family)
    {
        var addresses = ImmutableArray.CreateBuilder<AddressPrefix>();
        for (var count = random.Next(1, random.Next(8) == 0 ? 256 : 4); count > 0; count--)
        {
            addresses.Add(new(Address(random, family), 24));
        }

        return new()
        {
            Version = version,
            VirtualRouterId = (byte)random.Next(1, 256),
            Interval = version == VrrpVersion.V2
                ? Duration.FromSeconds(random.Next(1, 256))
                : Duration.FromMilliseconds(10 * random.Next(1, 4096)),
            Addresses = addresses.ToImmutable(),
        };
    }

    /// <summary>Any unicast address of IPv4, any link-local one of IPv6.</summary>
    private static IpAddr Address(Random random, IpFamily family)
    {
        if (family == IpFamily.IPv4)
        {
            return IpAddr.FromIPv4((uint)random.NextInt64(0x0100_0000, 0xE000_0000));
        }

        var bytes = new byte[16];
        random.NextBytes(bytes);
        (bytes[0], bytes[1]) = (0xFE, 0x80);
        return IpAddr.FromBytes(bytes);
    }
}
