using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;
using Shared;

namespace Vrrp.Tests.Packets;

/// <summary>Reading, comparing, judging and writing allocate nothing, in any format.</summary>
public sealed class PacketAllocationTests
{
    private const int Packets = 20_000;

    public static TheoryData<LadderWorld> Worlds => [.. Enum.GetValues<LadderWorld>()];

    public static TheoryData<VrrpVersion, object?> Formats => new()
    {
        { VrrpVersion.V3, null },
        { VrrpVersion.V2, Messages.Password },
        { VrrpVersion.V3, Messages.Hmac() },
    };

    [Theory]
    [MemberData(nameof(Worlds))]
    public void A_good_packet_allocates_nothing(LadderWorld world)
    {
        var packet = new SpoiledPacket(world);

        Assert.Equal(0, Measure(packet.ToBytes(), packet.Rules(), DropReason.None));
    }

    [Theory]
    [MemberData(nameof(LadderTests.SingleFaults), MemberType = typeof(LadderTests))]
    public void A_bad_packet_allocates_nothing(LadderWorld world, DropReason fault)
    {
        var packet = new SpoiledPacket(world, fault);
        // The last two are the guard's, whom the loop below asks about the same packet again and again.
        var expected = fault < DropReason.HmacOutsideWindow ? fault : DropReason.None;

        Assert.Equal(0, Measure(packet.ToBytes(), packet.Rules(), expected));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_written_packet_allocates_nothing(VrrpVersion version, object? authentication)
    {
        var template = new AdvertisementTemplate
        {
            Version = version,
            VirtualRouterId = 51,
            Interval = Duration.FromSeconds(1),
            Addresses = [AddressPrefix.Parse("192.0.2.100/24")],
            Authentication = (VrrpAuthentication?)authentication,
        };
        var buffer = new byte[template.Length];
        var sequence = new HmacSequence(Duration.FromSeconds(5));
        Write(100);

        Assert.Equal(0, AllocatedBytes.Least(_ => Write(Packets)));

        void Write(int count)
        {
            for (var i = 0; i < count; i++)
            {
                AdvertisementWriter.Write(buffer, template, 100, Reading.Peer, Ipv4Packet.Group, default,
                    sequence.Next(Messages.Stamp.UnixTime));
            }
        }
    }

    [Fact]
    public void A_frame_allocates_nothing()
    {
        var frame = new byte[NeighborAdvertisement.FrameLength];
        var mac = VirtualMac.Of(IpFamily.IPv6, 51);
        var address = IpAddr.Parse("fe80::1");
        _ = WriteAndRead(100);

        var claims = 0;
        Assert.Equal(0, AllocatedBytes.Least(_ => claims = WriteAndRead(Packets)));
        Assert.Equal(Packets, claims);

        int WriteAndRead(int count)
        {
            var claims = 0;
            for (var i = 0; i < count; i++)
            {
                NeighborSolicitation.Write(frame, mac, address);
                NeighborAdvertisement.Write(frame, mac, address, NeighborRole.Host);
                claims += AddressClaim.TryRead(frame, out _, out _) ? 1 : 0;
            }

            return claims;
        }
    }

    private static long Measure(byte[] packet, AdvertisementRules rules, DropReason expected)
    {
        var guard = new HmacReplayGuard(Duration.FromSeconds(5));
        AddressPrefix[] ours = [AddressPrefix.Parse("192.0.2.100/24"), AddressPrefix.Parse("192.0.2.101/24")];
        _ = Read(100);

        var read = 0;
        var allocated = AllocatedBytes.Least(_ => read = Read(Packets));
        Assert.Equal(Packets, read);
        return allocated;

        int Read(int count)
        {
            var asExpected = 0;
            for (var i = 0; i < count; i++)
            {
                if (Reading.TryRead(packet, rules, out var advertisement, out var drop))
                {
                    _ = advertisement.Compare(ours);
                    _ = guard.TryAdmit(advertisement, Messages.Stamp.UnixTime, out _);
                }

                asExpected += drop == expected ? 1 : 0;
            }

            return asExpected;
        }
    }
}
