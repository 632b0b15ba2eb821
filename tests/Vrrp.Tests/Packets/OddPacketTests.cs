using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>What one odd packet does, forged or from a careless router. Expected is what RFC 9568 and RFC 3768 say, and
/// where they are silent the stricter; keepalived often does otherwise, as the remarks say.</summary>
public sealed class OddPacketTests
{
    private static readonly IpAddr Unicast = IpAddr.Parse("192.0.2.10");
    private static readonly IpAddr OffLink = IpAddr.Parse("203.0.113.9");

    private static readonly Dictionary<string, (byte[] Packet, DropReason Expected)> Version3 = new()
    {
        ["normal"] = (Packet(Messages.Make()), DropReason.None),
        ["TTL 254"] = (Packet(Messages.Make(), ttl: 254), DropReason.TtlNot255),
        ["TTL 1"] = (Packet(Messages.Make(), ttl: 1), DropReason.TtlNot255),
        // keepalived ignores it.
        ["checksum over the message only"] =
            (Packet(Messages.Make(form: ChecksumForm.MessageOnly)), DropReason.None),
        ["checksum with pseudo-header"] =
            (Packet(Messages.Make(form: ChecksumForm.PseudoHeader)), DropReason.None),
        ["bad checksum"] = (Packet(WithChecksum(0x1234)), DropReason.BadChecksum),
        ["zero checksum"] = (Packet(WithChecksum(0)), DropReason.BadChecksum),
        // keepalived 2.4.3 accepts it.
        ["count 0, no addresses"] = (Packet(Messages.Make(count: 0, addresses: 0)), DropReason.NoAddresses),
        ["count 0 with 1 address"] = (Packet(Messages.Make(count: 0)), DropReason.BadChecksum),
        ["count 0 with 1 address outside the checksum"] =
            (Packet(Messages.Make(count: 0, checksummed: 8)), DropReason.NoAddresses),
        ["count 2 with 1 address"] = (Packet(Messages.Make(count: 2)), DropReason.LengthMismatch),
        ["count 255 with 1 address"] = (Packet(Messages.Make(count: 255)), DropReason.LengthMismatch),
        // keepalived accepts it, and its Backup takes over at once.
        ["interval 0"] = (Packet(Messages.Make(centiseconds: 0)), DropReason.ZeroInterval),
        ["interval 1"] = (Packet(Messages.Make(centiseconds: 1)), DropReason.None),
        ["interval 4095"] = (Packet(Messages.Make(centiseconds: 4095)), DropReason.None),
        ["reserved nibble 15"] = (Packet(Messages.Make(reserve: 0xF)), DropReason.None),
        ["reserved nibble 15, interval 0"] =
            (Packet(Messages.Make(reserve: 0xF, centiseconds: 0)), DropReason.ZeroInterval),
        ["type 2"] = (Packet(Messages.Make(0x32)), DropReason.WrongType),
        ["type 0"] = (Packet(Messages.Make(0x30)), DropReason.WrongType),
        // keepalived calls it too long. The RFC does not say; the checksum covers what the count says.
        ["4 bytes behind the addresses"] =
            (Packet([.. Messages.Make(), 0xDE, 0xAD, 0xBE, 0xEF]), DropReason.None),
        ["padded inside the datagram to 46 bytes"] =
            (Packet([.. Messages.Make(), .. new byte[14]]), DropReason.None),
        ["padded behind the datagram to 46 bytes"] = (Packet(Messages.Make(), padding: 14), DropReason.None),
        ["another address than ours"] =
            (Packet(Messages.Make(firstAddress: 0xC000_02FA)), DropReason.None),
        ["another number of addresses"] = (Packet(Messages.Make(count: 5, addresses: 5)), DropReason.None),
        ["255 addresses"] = (Packet(Messages.Make(count: 255, addresses: 255)), DropReason.None),
        ["priority 0"] = (Packet(Messages.Make(priority: 0)), DropReason.None),
        ["priority 255"] = (Packet(Messages.Make(priority: 255)), DropReason.None),
        ["our priority, a higher address"] =
            (Packet(From("192.0.2.200", 200), source: "192.0.2.200"), DropReason.None),
        ["our priority, a lower address"] = (Packet(From("192.0.2.2", 200), source: "192.0.2.2"), DropReason.None),
        ["our priority, our address"] = (Packet(From("192.0.2.10", 200), source: "192.0.2.10"), DropReason.OwnAddress),
        ["a higher priority, our address"] =
            (Packet(From("192.0.2.10", 250), source: "192.0.2.10"), DropReason.OwnAddress),
        // keepalived accepts it: anybody beyond a bridge can take the addresses away.
        ["a source off-link"] = (Packet(From("203.0.113.9", 250), source: "203.0.113.9"), DropReason.SourceNotOnLink),
        ["version 4"] = (Packet(Messages.Make(0x41)), DropReason.UnknownVersion),
        ["version 2"] = (Packet(Messages.FromHex(Messages.GoldenV2)), DropReason.WrongVersion),
        ["IP options"] = (Packet(Messages.Make(), options: 4), DropReason.None),
        ["unicast to a multicast router"] =
            (Packet(Messages.Make(destination: Unicast), destination: Unicast), DropReason.WrongDestination),
        ["another group"] = (Packet(
            Messages.Make(destination: IpAddr.Parse("224.0.0.1")), destination: IpAddr.Parse("224.0.0.1")),
            DropReason.WrongDestination),
    };

    private static readonly Dictionary<string, (byte[] Packet, DropReason Expected)> Version2 = new()
    {
        ["normal"] = (Packet(Messages.MakeV2()), DropReason.None),
        ["type 0 with garbage for a password"] = (Packet(Messages.MakeV2(data: "garbage!")), DropReason.None),
        ["a password that nobody expects"] =
            (Packet(Messages.MakeV2(type: 1, data: "secret12")), DropReason.WrongAuthenticationType),
        ["IP authentication header"] = (Packet(Messages.MakeV2(type: 2)), DropReason.WrongAuthenticationType),
        ["no authentication data"] = (Packet(Messages.MakeV2(dataPresent: false)), DropReason.LengthMismatch),
        ["half the authentication data"] = (Packet(Messages.MakeV2()[..^4]), DropReason.LengthMismatch),
        ["interval 0"] = (Packet(Messages.MakeV2(seconds: 0)), DropReason.ZeroInterval),
        ["interval 2"] = (Packet(Messages.MakeV2(seconds: 2)), DropReason.IntervalMismatch),
        // keepalived 2.4.3 accepts it.
        ["count 0"] = (Packet(Messages.MakeV2(count: 0, addresses: 0)), DropReason.NoAddresses),
        ["padded behind the datagram to 46 bytes"] = (Packet(Messages.MakeV2(), padding: 6), DropReason.None),
        ["version 3"] = (Packet(Messages.Make()), DropReason.WrongVersion),
    };

    public static TheoryData<string> NamesOfVersion3 => [.. Version3.Keys];

    public static TheoryData<string> NamesOfVersion2 => [.. Version2.Keys];

    [Theory]
    [MemberData(nameof(NamesOfVersion3))]
    public void Version_3_does_what_the_RFC_says(string name) =>
        Assert.Equal(Version3[name].Expected, Reading.Drop(Version3[name].Packet, Rules(VrrpVersion.V3)));

    [Theory]
    [MemberData(nameof(NamesOfVersion2))]
    public void Version_2_does_what_the_RFC_says(string name) =>
        Assert.Equal(Version2[name].Expected, Reading.Drop(Version2[name].Packet, Rules(VrrpVersion.V2)));

    [Fact]
    public void An_address_off_link_is_accepted_while_the_interface_has_no_network()
    {
        var rules = Rules(VrrpVersion.V3);
        // A prefix of one address says nothing about the link.
        rules.OnLink = [AddressPrefix.Parse("192.0.2.10/32"), AddressPrefix.Parse("2001:db8::1/64")];

        Assert.Equal(DropReason.None, Reading.Drop(Packet(From("203.0.113.9", 250), source: "203.0.113.9"), rules));
    }

    [Fact]
    public void A_peer_off_link_is_accepted_because_the_file_names_it()
    {
        var message = Messages.Make(source: OffLink, destination: Unicast);

        Assert.Equal(DropReason.None, Reading.Drop(
            Packet(message, source: "203.0.113.9", destination: Unicast), Reading.WithPeers(OffLink)));
    }

    [Fact]
    public void A_link_local_sender_is_on_every_link()
    {
        var packet = new Ipv6Packet { Message = Messages.FromHex(Messages.GoldenIPv6) }.ToBytes();
        var rules = Reading.Rules();
        rules.OnLink = [AddressPrefix.Parse("2001:db8::1/64")];

        Assert.Equal(DropReason.None, Reading.Drop(packet, rules));
    }

    private static AdvertisementRules Rules(VrrpVersion version)
    {
        var rules = Reading.Rules(version);
        rules.OwnSource = Unicast;
        rules.OnLink = [AddressPrefix.Parse("192.0.2.10/24"), AddressPrefix.Parse("fe80::10/64")];
        return rules;
    }

    private static byte[] Packet(
        byte[] message, byte ttl = 255, int padding = 0, int options = 0, string source = "192.0.2.1",
        IpAddr? destination = null) => new Ipv4Packet
        {
            Message = message, Ttl = ttl, Padding = padding, OptionLength = options, Source = IpAddr.Parse(source),
            Destination = destination ?? Ipv4Packet.Group,
        }.ToBytes();

    private static byte[] From(string source, byte priority) =>
        Messages.Make(priority: priority, source: IpAddr.Parse(source));

    private static byte[] WithChecksum(ushort checksum)
    {
        var message = Messages.Make();
        message[6] = (byte)(checksum >> 8);
        message[7] = (byte)checksum;
        return message;
    }
}
