using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>RFC 9568 section 5.2, clause by clause, for what we send. The golden bytes prove the rest.</summary>
public sealed class TransmitClauseTests
{
    private static readonly IpAddr LinkLocal = IpAddr.Parse("fe80::c8");

    [Theory]
    [InlineData(10)]
    [InlineData(40_950)]
    public void Clauses_5_and_6_version_3_type_1_and_a_Reserve_of_zero(int milliseconds)
    {
        // "Reserve: MUST be set to zero on transmission."
        var message = Write(milliseconds, "192.0.2.100/24");

        Assert.Equal(0x31, message[0]);
        Assert.Equal(0, message[4] >> 4);
    }

    [Fact]
    public void Clause_7_every_field_is_that_of_the_configuration()
    {
        var config = new VirtualRouterConfig
        {
            Name = "lan4",
            Interface = "eth0",
            VirtualRouterId = 77,
            Priority = 133,
            Addresses = [AddressPrefix.Parse("192.0.2.100/24"), AddressPrefix.Parse("192.0.2.102/24")],
            AdvertisementInterval = Duration.FromMilliseconds(2_340),
            Preempt = true,
            Track = [],
        };
        var message = new byte[config.Template.Length];

        AdvertisementWriter.Write(
            message, config.Template, config.Priority, Reading.Peer, Advertisement.GroupIPv4, ChecksumForm.MessageOnly);

        // 77, 133, two addresses, 234 hundredths.
        Assert.Equal("314d850200ea", Convert.ToHexStringLower(message.AsSpan(0, 6)));
        Assert.Equal("c0000264c0000266", Convert.ToHexStringLower(message.AsSpan(8)));
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(1_000, 100)]
    [InlineData(40_950, 4095)]
    public void Clause_13_the_interval_is_in_hundredths_of_a_second(int milliseconds, int centiseconds)
    {
        var message = Write(milliseconds, "192.0.2.100/24");

        Assert.Equal(centiseconds, message[4] << 8 | message[5]);
    }

    [Fact]
    public void Clause_8_over_IPv4_the_message_alone_can_be_summed() => Assert.Equal(
        0, InternetChecksum.Compute(Write(1_000, ChecksumForm.MessageOnly, Reading.Peer, "192.0.2.100/24")));

    [Fact]
    public void Clause_9_over_IPv6_the_pseudo_header_is_summed_too() => Assert.Equal(
        0,
        InternetChecksum.Compute(
            Write(1_000, ChecksumForm.MessageOnly, LinkLocal, "fe80::1/64"), LinkLocal, Ipv6Packet.Group));

    [Fact]
    public void Clause_10_the_count_is_that_of_the_addresses()
    {
        Assert.Equal(2, Write(1_000, "192.0.2.100/24", "192.0.2.101/24")[3]);
        Assert.Equal(8 + 2 * 4, Write(1_000, "192.0.2.100/24", "192.0.2.101/24").Length);
        Assert.Equal(8 + 16, Write(1_000, ChecksumForm.PseudoHeader, LinkLocal, "fe80::1/64").Length);
    }

    [Fact]
    public void Clause_14_the_addresses_keep_their_order()
    {
        var message = Write(1_000, "192.0.2.101/24", "192.0.2.100/24");

        Assert.Equal("c0000265c0000264", Convert.ToHexStringLower(message.AsSpan(8)));
    }

    private static byte[] Write(int milliseconds, params string[] addresses) =>
        Write(milliseconds, ChecksumForm.PseudoHeader, Reading.Peer, addresses);

    private static byte[] Write(int milliseconds, ChecksumForm form, IpAddr source, params string[] addresses)
    {
        var template = new AdvertisementTemplate
        {
            VirtualRouterId = 51,
            Interval = Duration.FromMilliseconds(milliseconds),
            Addresses = [.. addresses.Select(AddressPrefix.Parse)],
        };
        var message = new byte[template.Length];
        AdvertisementWriter.Write(
            message, template, 100, source, Advertisement.GroupOf(source.Family), form);
        return message;
    }
}
