using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>RFC 9568 section 7.1, rung by rung, and that a packet with two faults falls on the earlier one.</summary>
public sealed class LadderTests
{
    public static TheoryData<LadderWorld> Worlds => [.. Enum.GetValues<LadderWorld>()];

    public static TheoryData<LadderWorld, DropReason> SingleFaults
    {
        get
        {
            var faults = new TheoryData<LadderWorld, DropReason>();
            foreach (var world in Enum.GetValues<LadderWorld>())
            {
                foreach (var rung in SpoiledPacket.RungsOf(world))
                {
                    faults.Add(world, rung);
                }
            }

            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void A_packet_without_a_fault_climbs_to_the_top(LadderWorld world) =>
        Assert.Equal(DropReason.None, new SpoiledPacket(world).Read());

    [Theory]
    [MemberData(nameof(SingleFaults))]
    public void Each_fault_falls_on_its_rung(LadderWorld world, DropReason fault) =>
        Assert.Equal(fault, new SpoiledPacket(world, fault).Read());

    [Theory]
    [MemberData(nameof(SingleFaults))]
    public void Of_two_faults_the_earlier_rung_counts(LadderWorld world, DropReason first)
    {
        foreach (var second in SpoiledPacket.RungsOf(world).Where(rung => rung > first))
        {
            // By unicast a neighbour may send with any hop limit: the destination is what is wrong.
            if ((world, first, second) == (LadderWorld.IPv6, DropReason.TtlNot255, DropReason.WrongDestination))
            {
                continue;
            }

            Assert.Equal((second, first), (second, new SpoiledPacket(world, first, second).Read()));
        }
    }

    [Fact]
    public void Every_rung_is_tried_in_some_world() => Assert.Equal(
        // Carp has a test of its own below; the other is the demultiplexer's.
        Enum.GetValues<DropReason>().Except([DropReason.None, DropReason.Carp, DropReason.UnknownVirtualRouter]),
        Enum.GetValues<LadderWorld>().SelectMany(SpoiledPacket.RungsOf).Distinct().Order());

    [Theory]
    [MemberData(nameof(SingleFaults))]
    public void The_virtual_router_id_is_read_only_above_the_rung_of_the_type_or_where_the_TTL_alone_is_wrong(
        LadderWorld world, DropReason fault)
    {
        var packet = new SpoiledPacket(world, fault).ToBytes();

        var read = Reading.TryReadId(packet, out var id, out var drop);

        Assert.Equal(fault is DropReason.TtlNot255 or > DropReason.UnknownVirtualRouter, read);
        Assert.Equal(fault > DropReason.UnknownVirtualRouter ? DropReason.None : fault, drop);
        Assert.Equal(read ? 51 : 0, id);
    }

    [Theory]
    [InlineData(255, DropReason.Carp)]
    [InlineData(254, DropReason.TtlNot255)]
    public void Carp_is_told_from_version_2_by_its_length(byte ttl, DropReason expected)
    {
        // CARP: 0x21, id, skew, 7 words of counter and hash, demotion, base, checksum, 28 bytes.
        var carp = Messages.FromHex("21330007" + "0001" + "1234").Concat(new byte[28]).ToArray();
        var packet = new Ipv4Packet { Message = carp, Ttl = ttl }.ToBytes();

        Assert.False(Reading.TryReadId(packet, out _, out var drop));
        Assert.Equal(expected, drop);
    }

    [Fact]
    public void Version_2_with_seven_addresses_is_not_Carp()
    {
        var packet = new Ipv4Packet { Message = Messages.MakeV2(count: 7, addresses: 7) }.ToBytes();

        Assert.Equal(DropReason.None, Reading.Drop(packet, Reading.Rules(Gateway.Vrrp.Core.VrrpVersion.V2)));
    }
}
