using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>Bytes from the wire, of keepalived 2.4.3 where not said otherwise: read and written alike.</summary>
public sealed class GoldenBytesTests
{
    private const string GoldenKeepalivedIPv6 =
        "3133c8020064529d" + "fe800000000000000000000000000100" + "20010db8000000000000000000000100";

    [Theory]
    [InlineData(Messages.Golden, ChecksumForm.PseudoHeader, "224.0.0.18")]
    [InlineData(Messages.GoldenMessageOnly, ChecksumForm.MessageOnly, "224.0.0.18")]
    [InlineData("3133c8010064bf81c0000264", ChecksumForm.PseudoHeader, "192.0.2.2")]
    public void Writes_what_keepalived_writes(string golden, ChecksumForm form, string destination) =>
        Assert.Equal(golden, Write(Template(51, "192.0.2.100/24"), 200, "192.0.2.1", destination, form));

    [Fact]
    public void Writes_version_2_without_a_password()
    {
        var template = Template(51, "192.0.2.100/24") with { Version = VrrpVersion.V2 };

        Assert.Equal(Messages.GoldenV2, Write(template, 200, "192.0.2.1", "224.0.0.18"));
    }

    [Fact]
    public void Writes_version_2_with_a_password_that_the_checksum_covers()
    {
        var template = Template(51, "192.0.2.100/24") with
        {
            Version = VrrpVersion.V2, Authentication = Messages.Password,
        };

        Assert.Equal(Messages.GoldenPassword, Write(template, 200, "192.0.2.1", "224.0.0.18"));
    }

    [Fact]
    public void Signs_as_keepalived_signs()
    {
        var template = Template(51, "192.0.2.100/24") with { Authentication = Messages.Hmac() };

        Assert.Equal(Messages.GoldenHmac, Write(template, 200, "192.0.2.1", "224.0.0.18", stamp: Messages.Stamp));
    }

    [Fact]
    public void A_router_that_only_receives_signatures_writes_none()
    {
        var template = Template(51, "192.0.2.100/24") with { Authentication = Messages.Hmac(HmacMode.ReceiveOnly) };

        Assert.Equal(Messages.Golden, Write(template, 200, "192.0.2.1", "224.0.0.18", stamp: Messages.Stamp));
    }

    // From the test data of ze-software/ze, with checksums verified anew.
    [Theory]
    [InlineData("310ac8020064828ac0000201c0000202", VrrpVersion.V3, ChecksumForm.MessageOnly)]
    [InlineData("310ac8020064defbc0000201c0000202", VrrpVersion.V3, ChecksumForm.PseudoHeader)]
    [InlineData("210ac802000192edc0000201c00002020000000000000000", VrrpVersion.V2, ChecksumForm.PseudoHeader)]
    public void Writes_two_addresses_in_their_order(string golden, VrrpVersion version, ChecksumForm form)
    {
        var template = Template(10, "192.0.2.1/32", "192.0.2.2/32") with { Version = version };

        Assert.Equal(golden, Write(template, 200, "192.0.2.251", "224.0.0.18", form));
    }

    [Theory]
    [InlineData(ChecksumForm.PseudoHeader)]
    [InlineData(ChecksumForm.MessageOnly)]
    public void Writes_IPv6_with_the_pseudo_header_of_RFC_8200_always(ChecksumForm form) => Assert.Equal(
        Messages.GoldenIPv6, Write(Template(10, "fe80::1/64", "2001:db8::1/64"), 100, "fe80::c8", "ff02::12", form));

    [Fact]
    public void The_IPv6_golden_bytes_of_keepalived_have_the_checksum_that_we_compute() => Assert.Equal(
        GoldenKeepalivedIPv6,
        Write(Template(51, "fe80::100/64", "2001:db8::100/64"), 200, "fe80::bc7e:fcff:fe0e:cfd2", "ff02::12"));

    [Theory]
    [InlineData(Messages.Golden, VrrpVersion.V3, ChecksumForm.PseudoHeader)]
    [InlineData(Messages.GoldenMessageOnly, VrrpVersion.V3, ChecksumForm.MessageOnly)]
    [InlineData(Messages.GoldenV2, VrrpVersion.V2, ChecksumForm.MessageOnly)]
    public void Reads_what_keepalived_writes(string golden, VrrpVersion version, ChecksumForm form)
    {
        var packet = new Ipv4Packet { Message = Messages.FromHex(golden) }.ToBytes();

        Assert.True(Reading.TryReadId(packet, out var id, out _));
        Assert.True(Reading.TryRead(packet, Reading.Rules(version), out var advertisement, out var drop));

        Assert.Equal(DropReason.None, drop);
        Assert.Equal(51, id);
        Assert.Equal(51, advertisement.VirtualRouterId);
        Assert.Equal(version, advertisement.Version);
        Assert.Equal(200, advertisement.Priority);
        Assert.Equal(Duration.FromSeconds(1), advertisement.Interval);
        Assert.Equal(IpAddr.Parse("192.0.2.1"), advertisement.Source);
        Assert.Equal(form, advertisement.ChecksumForm);
        Assert.Equal("C0000264", Convert.ToHexString(advertisement.Addresses));
        Assert.Null(advertisement.Stamp);
    }

    [Fact]
    public void Reads_a_whole_packet_of_version_2_from_the_wire()
    {
        var packet = Messages.FromHex("45c0002800010000ff701891c0000201e0000012" + Messages.GoldenV2);

        Assert.True(Reading.TryRead(packet, Reading.Rules(VrrpVersion.V2), out var advertisement, out _));

        Assert.Equal(IpAddr.Parse("192.0.2.1"), advertisement.Source);
        Assert.Equal(200, advertisement.Priority);
    }

    [Fact]
    public void Reads_a_signed_packet_of_keepalived()
    {
        var packet = new Ipv4Packet { Message = Messages.FromHex(Messages.GoldenHmac) }.ToBytes();

        Assert.True(Reading.TryRead(packet, Reading.WithHmac(), out var advertisement, out _));

        Assert.Equal(Messages.Stamp, advertisement.Stamp);
        Assert.Equal("C0000264", Convert.ToHexString(advertisement.Addresses));
    }

    [Theory]
    [InlineData(GoldenKeepalivedIPv6, "fe80::bc7e:fcff:fe0e:cfd2", 51, 200)]
    [InlineData(Messages.GoldenIPv6, "fe80::c8", 10, 100)]
    public void Reads_IPv6(string golden, string source, int id, int priority)
    {
        var packet = new Ipv6Packet { Message = Messages.FromHex(golden), Source = IpAddr.Parse(source) }.ToBytes();

        Assert.True(Reading.TryRead(packet, Reading.Rules(), out var advertisement, out _));

        Assert.Equal(id, advertisement.VirtualRouterId);
        Assert.Equal(priority, advertisement.Priority);
        Assert.Equal(ChecksumForm.PseudoHeader, advertisement.ChecksumForm);
        Assert.Equal(golden[16..], Convert.ToHexStringLower(advertisement.Addresses));
    }

    [Fact]
    public void Reads_a_unicast_advertisement_by_its_real_destination()
    {
        var packet = new Ipv4Packet
        {
            Message = Messages.FromHex("3133c8010064bf81c0000264"), Destination = IpAddr.Parse("192.0.2.2"),
        };

        Assert.Equal(DropReason.None, Reading.Drop(packet.ToBytes(), Reading.WithPeers(Reading.Peer)));
        Assert.Equal(DropReason.BadChecksum, Reading.Drop((packet with { Destination = Ipv4Packet.Group }).ToBytes()));
    }

    [Fact]
    public void The_writer_ignores_what_the_buffer_held()
    {
        var template = Template(51, "192.0.2.100/24") with
        {
            Version = VrrpVersion.V2, Authentication = Messages.Password,
        };
        var buffer = new byte[64];
        Array.Fill(buffer, (byte)0xFF);

        var length = AdvertisementWriter.Write(buffer, template, 200, Reading.Peer, Ipv4Packet.Group, default);

        Assert.Equal(Messages.GoldenPassword, Convert.ToHexStringLower(buffer.AsSpan(0, length)));
        Assert.Equal(0xFF, buffer[length]);
    }

    private static AdvertisementTemplate Template(byte id, params string[] addresses) => new()
    {
        VirtualRouterId = id,
        Interval = Duration.FromSeconds(1),
        Addresses = [.. addresses.Select(AddressPrefix.Parse)],
    };

    private static string Write(
        AdvertisementTemplate template, byte priority, string source, string destination,
        ChecksumForm form = ChecksumForm.PseudoHeader, HmacStamp stamp = default)
    {
        var buffer = new byte[template.Length];
        var length = AdvertisementWriter.Write(
            buffer, template, priority, IpAddr.Parse(source), IpAddr.Parse(destination), form, stamp);
        Assert.Equal(buffer.Length, length);
        return Convert.ToHexStringLower(buffer);
    }
}
