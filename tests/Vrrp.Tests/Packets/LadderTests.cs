using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>RFC 9568 section 7.1, rung by rung, and that a packet with two faults falls on the earlier one.</summary>
public sealed class LadderTests
{
    private static readonly IpAddr Own = IpAddr.Parse("192.0.2.1");

    // Each spoils one thing; which thing is the rung. Where one spoils what another needs, Spoil keeps both.
    private static readonly DropReason[] Rungs =
    [
        DropReason.BadIpHeader, DropReason.WrongProtocol, DropReason.TtlNot255, DropReason.TooShort,
        DropReason.WrongVersion, DropReason.WrongType, DropReason.LengthMismatch, DropReason.BadChecksum,
        DropReason.NoAddresses, DropReason.ZeroInterval, DropReason.OwnAddress,
    ];

    public static TheoryData<DropReason> SingleFaults => [.. Rungs];

    public static TheoryData<DropReason, DropReason> PairsOfFaults
    {
        get
        {
            var pairs = new TheoryData<DropReason, DropReason>();
            for (var first = 0; first < Rungs.Length; first++)
            {
                for (var second = first + 1; second < Rungs.Length; second++)
                {
                    pairs.Add(Rungs[first], Rungs[second]);
                }
            }

            return pairs;
        }
    }

    [Fact]
    public void A_packet_without_a_fault_climbs_to_the_top() => Assert.Equal(DropReason.None, Read([]));

    [Theory]
    [MemberData(nameof(SingleFaults))]
    public void Each_fault_falls_on_its_rung(DropReason fault) => Assert.Equal(fault, Read([fault]));

    [Theory]
    [MemberData(nameof(PairsOfFaults))]
    public void Of_two_faults_the_earlier_rung_counts(DropReason first, DropReason second) =>
        Assert.Equal(first, Read([first, second]));

    [Fact]
    public void Every_rung_but_the_demultiplexers_is_tried() => Assert.Equal(
        Enum.GetValues<DropReason>().Except([DropReason.None, DropReason.UnknownVirtualRouter]), Rungs);

    [Theory]
    [MemberData(nameof(SingleFaults))]
    public void The_virtual_router_id_is_read_only_above_the_rung_of_the_type(DropReason fault)
    {
        var packet = Spoil([fault]);

        var read = AdvertisementReader.TryReadVirtualRouterId(packet, out var id, out var drop);

        Assert.Equal(fault > DropReason.UnknownVirtualRouter, read);
        Assert.Equal(read ? DropReason.None : fault, drop);
        Assert.Equal(read ? 51 : 0, id);
    }

    private static DropReason Read(DropReason[] faults)
    {
        var own = faults.Contains(DropReason.OwnAddress) ? Own : IpAddr.Parse("192.0.2.77");
        var read = AdvertisementReader.TryRead(Spoil(faults), own, out _, out var drop);
        Assert.Equal(drop == DropReason.None, read);
        return drop;
    }

    private static byte[] Spoil(DropReason[] faults)
    {
        bool Has(DropReason reason) => faults.Contains(reason);
        var count = Has(DropReason.NoAddresses) ? 0 : 1;
        var message = Messages.Make(
            versionAndType: (Has(DropReason.WrongVersion) ? 0x20 : 0x30) | (Has(DropReason.WrongType) ? 2 : 1),
            count: Has(DropReason.LengthMismatch) ? 2 : count,
            centiseconds: Has(DropReason.ZeroInterval) ? 0 : 100,
            addresses: count);
        if (Has(DropReason.BadChecksum))
        {
            message[6] ^= 0x5A;
        }

        return new Ipv4Packet
        {
            Message = Has(DropReason.TooShort) ? message[..7] : message,
            Version = Has(DropReason.BadIpHeader) ? 6 : 4,
            Protocol = Has(DropReason.WrongProtocol) ? (byte)17 : (byte)112,
            Ttl = Has(DropReason.TtlNot255) ? (byte)254 : (byte)255,
            Source = Own,
        }.ToBytes();
    }
}
