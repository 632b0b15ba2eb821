using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Packets;

/// <summary>Clause 28: the address list "MAY" be verified; a difference "SHOULD" be logged, and discards
/// nothing.</summary>
public sealed class AddressListTests
{
    [Theory]
    [InlineData("192.0.2.1 192.0.2.2", "192.0.2.1 192.0.2.2", AddressListMatch.Same, "")]
    [InlineData("192.0.2.1 192.0.2.2", "192.0.2.2 192.0.2.1", AddressListMatch.OtherOrder, "")]
    [InlineData("192.0.2.1 192.0.2.1", "192.0.2.1", AddressListMatch.OtherOrder, "")]
    [InlineData("192.0.2.1 192.0.2.2", "192.0.2.1", AddressListMatch.Different,
        "it advertises 192.0.2.2, which this node does not")]
    [InlineData("192.0.2.1", "192.0.2.1 192.0.2.2 192.0.2.3", AddressListMatch.Different,
        "this node advertises 192.0.2.2, 192.0.2.3, which it does not")]
    [InlineData("192.0.2.1 192.0.2.2", "192.0.2.1 192.0.2.3", AddressListMatch.Different,
        "it advertises 192.0.2.2, where this node advertises 192.0.2.3")]
    [InlineData("fe80::1 2001:db8::1", "fe80::1 2001:db8::1", AddressListMatch.Same, "")]
    [InlineData("fe80::1 2001:db8::1", "fe80::1 2001:db8::2", AddressListMatch.Different,
        "it advertises 2001:db8::1, where this node advertises 2001:db8::2")]
    public void Clause_28_the_list_is_compared_with_ours(
        string theirs, string ours, AddressListMatch match, string difference)
    {
        var addresses = theirs.Split(' ').Select(IpAddr.Parse).ToArray();
        var bytes = new byte[addresses.Length * addresses[0].Length];
        for (var i = 0; i < addresses.Length; i++)
        {
            addresses[i].WriteTo(bytes.AsSpan(i * addresses[i].Length));
        }

        var advertisement = new Advertisement { Source = addresses[0], Addresses = bytes };
        var own = ours.Split(' ').Select(AddressPrefix.Parse).ToArray();

        Assert.Equal(match, advertisement.Compare(own));
        Assert.Equal(difference, advertisement.DescribeDifference(own));
    }

    [Fact]
    public void The_prefix_length_is_not_on_the_wire()
    {
        var packet = new Ipv4Packet { Message = Messages.FromHex(Messages.Golden) }.ToBytes();
        Assert.True(Reading.TryRead(packet, Reading.Rules(), out var advertisement, out _));

        Assert.Equal(AddressListMatch.Same, advertisement.Compare([AddressPrefix.Parse("192.0.2.100/24")]));
        Assert.Equal(AddressListMatch.Same, advertisement.Compare([AddressPrefix.Parse("192.0.2.100/32")]));
    }
}
