using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

public sealed class IpAddrTests
{
    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("fe80::1")]
    [InlineData("2001:db8::100")]
    public void Text_is_read_and_written(string text)
    {
        var address = IpAddr.Parse(text);
        var bytes = new byte[address.Length];
        _ = address.WriteTo(bytes);

        Assert.Equal(text, address.ToString());
        Assert.Equal(address, IpAddr.FromBytes(bytes));
    }

    [Theory]
    [InlineData("10.1")]
    [InlineData("010.0.0.1")]
    [InlineData("0x0a000001")]
    [InlineData("1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("192.0.2.1 ")]
    [InlineData("host")]
    [InlineData("")]
    [InlineData(null)]
    public void What_an_operator_never_means_is_no_address(string? text) => Assert.False(IpAddr.TryParse(text, out _));

    // "the primary IPvX address of the sender is greater": unsigned, in network byte order.
    [Theory]
    [InlineData("9.255.255.255", "10.0.0.0")]
    [InlineData("127.255.255.255", "128.0.0.0")]
    [InlineData("192.0.2.9", "192.0.2.10")]
    [InlineData("fe80::ffff", "fe80::1:0")]
    [InlineData("7fff::", "8000::")]
    public void Order_is_unsigned_in_network_byte_order(string lower, string higher)
    {
        Assert.True(IpAddr.Parse(lower).CompareTo(IpAddr.Parse(higher)) < 0);
        Assert.True(IpAddr.Parse(higher).CompareTo(IpAddr.Parse(lower)) > 0);
        Assert.Equal(0, IpAddr.Parse(lower).CompareTo(IpAddr.Parse(lower)));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.254", 24, true)]
    [InlineData("192.0.2.1", "192.0.3.1", 24, false)]
    [InlineData("192.0.2.1", "10.0.0.1", 0, true)]
    [InlineData("192.0.2.1", "192.0.2.1", 32, true)]
    [InlineData("2001:db8::1", "2001:db8::2", 64, true)]
    [InlineData("2001:db8::1", "2001:db8::2", 127, false)]
    [InlineData("192.0.2.1", "::1", 0, false)]
    public void Subnets(string one, string other, int prefixLength, bool same) =>
        Assert.Equal(same, IpAddr.Parse(one).IsInSameSubnet(IpAddr.Parse(other), prefixLength));
}
