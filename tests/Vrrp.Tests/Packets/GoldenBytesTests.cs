using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>Bytes from the wire, of keepalived 2.4.3 where not said otherwise: read and written alike.</summary>
public sealed class GoldenBytesTests
{
    [Theory]
    [InlineData(Messages.Golden, ChecksumForm.PseudoHeader, "224.0.0.18")]
    [InlineData(Messages.GoldenMessageOnly, ChecksumForm.MessageOnly, "224.0.0.18")]
    [InlineData("3133c8010064bf81c0000264", ChecksumForm.PseudoHeader, "192.0.2.2")]
    public void Writes_what_keepalived_writes(string golden, ChecksumForm form, string destination)
    {
        var written = Write(
            51, 200, ["192.0.2.100/24"], IpAddr.Parse("192.0.2.1"), IpAddr.Parse(destination), form);

        Assert.Equal(golden, written);
    }

    // From the test data of ze-software/ze, with checksums verified anew.
    [Theory]
    [InlineData("310ac8020064828ac0000201c0000202", ChecksumForm.MessageOnly)]
    [InlineData("310ac8020064defbc0000201c0000202", ChecksumForm.PseudoHeader)]
    public void Writes_two_addresses_in_their_order(string golden, ChecksumForm form)
    {
        var written = Write(10, 200, ["192.0.2.1/32", "192.0.2.2/32"],
            IpAddr.Parse("192.0.2.251"), Ipv4Packet.Group, form);

        Assert.Equal(golden, written);
    }

    [Fact]
    public void Writes_IPv6_with_the_pseudo_header_of_RFC_8200()
    {
        var written = Write(10, 100, ["fe80::1/64", "2001:db8::1/64"],
            IpAddr.Parse("fe80::c8"), IpAddr.Parse("ff02::12"), ChecksumForm.PseudoHeader);

        Assert.Equal("310a640200643f5dfe80000000000000000000000000000120010db8000000000000000000000001", written);
    }

    [Fact]
    public void The_IPv6_golden_bytes_of_keepalived_have_the_checksum_that_we_compute()
    {
        var written = Write(51, 200, ["fe80::100/64", "2001:db8::100/64"],
            IpAddr.Parse("fe80::bc7e:fcff:fe0e:cfd2"), IpAddr.Parse("ff02::12"), ChecksumForm.PseudoHeader);

        Assert.StartsWith("3133c8020064529dfe80", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Messages.Golden, ChecksumForm.PseudoHeader)]
    [InlineData(Messages.GoldenMessageOnly, ChecksumForm.MessageOnly)]
    public void Reads_what_keepalived_writes(string golden, ChecksumForm form)
    {
        var packet = new Ipv4Packet { Message = Messages.FromHex(golden) }.ToBytes();

        Assert.True(AdvertisementReader.TryReadVirtualRouterId(packet, out var id, out _));
        Assert.True(AdvertisementReader.TryRead(packet, default, out var advertisement, out var drop));

        Assert.Equal(DropReason.None, drop);
        Assert.Equal(51, id);
        Assert.Equal(51, advertisement.VirtualRouterId);
        Assert.Equal(200, advertisement.Priority);
        Assert.Equal(Duration.FromSeconds(1), advertisement.Interval);
        Assert.Equal(IpAddr.Parse("192.0.2.1"), advertisement.Source);
        Assert.Equal(form, advertisement.ChecksumForm);
        Assert.Equal("C0000264", Convert.ToHexString(advertisement.Addresses));
    }

    [Fact]
    public void Reads_a_unicast_advertisement_by_its_real_destination()
    {
        var packet = new Ipv4Packet
        {
            Message = Messages.FromHex("3133c8010064bf81c0000264"), Destination = IpAddr.Parse("192.0.2.2"),
        };

        Assert.True(AdvertisementReader.TryRead(packet.ToBytes(), default, out _, out _));
        Assert.False(AdvertisementReader.TryRead(
            (packet with { Destination = Ipv4Packet.Group }).ToBytes(), default, out _, out var drop));
        Assert.Equal(DropReason.BadChecksum, drop);
    }

    [Fact]
    public void The_writer_ignores_what_the_buffer_held()
    {
        var buffer = new byte[64];
        Array.Fill(buffer, (byte)0xFF);

        var length = AdvertisementWriter.Write(buffer, 51, 200, Duration.FromSeconds(1),
            [AddressPrefix.Parse("192.0.2.100/32")], IpAddr.Parse("192.0.2.1"), Ipv4Packet.Group,
            ChecksumForm.PseudoHeader);

        Assert.Equal(Messages.Golden, Convert.ToHexStringLower(buffer.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(ArpOperation.Request, "0001")]
    [InlineData(ArpOperation.Reply, "0002")]
    public void Gratuitous_ARP_says_that_the_address_lives_here(object operation, string code)
    {
        // "the gratuitous ARP ... containing the Virtual Router MAC address for each IP address"; the layout of RFC 826
        // with sender and target address alike.
        var frame = new byte[GratuitousArp.FrameLength];
        GratuitousArp.Write(frame, MacAddress.FromBytes([0x02, 0, 0, 0xAB, 0xCD, 0xEF]),
            IpAddr.Parse("192.0.2.100"), (ArpOperation)operation);

        Assert.Equal(
            "ffffffffffff" + "020000abcdef" + "0806" + "0001" + "0800" + "06" + "04" + code
            + "020000abcdef" + "c0000264" + "ffffffffffff" + "c0000264",
            Convert.ToHexStringLower(frame));
    }

    private static string Write(
        byte id, byte priority, string[] addresses, IpAddr source, IpAddr destination, ChecksumForm form)
    {
        var prefixes = addresses.Select(AddressPrefix.Parse).ToArray();
        var buffer = new byte[AdvertisementWriter.Length(prefixes.Length, prefixes[0].Address.Family)];
        var length = AdvertisementWriter.Write(
            buffer, id, priority, Duration.FromSeconds(1), prefixes, source, destination, form);
        Assert.Equal(buffer.Length, length);
        return Convert.ToHexStringLower(buffer);
    }
}
