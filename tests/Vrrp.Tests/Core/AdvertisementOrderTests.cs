using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>RFC 9568 section 6.4.3: "based on an unsigned integer comparison of the IPvX addresses in network byte
/// order".</summary>
public sealed class AdvertisementOrderTests
{
    [Theory]
    [InlineData("192.0.2.1", "10.0.0.1")]
    [InlineData("128.0.0.0", "127.255.255.255")]
    [InlineData("10.0.1.0", "10.0.0.255")]
    [InlineData("1.0.0.0", "0.255.255.255")]
    [InlineData("fe80::2", "fe80::1")]
    [InlineData("fe80::8000:0:0:0", "fe80::7fff:ffff:ffff:ffff")]
    [InlineData("fe80:0:0:1::", "fe80::ffff:ffff:ffff:ffff")]
    [InlineData("ff00::", "7fff::")]
    public void The_higher_address_wins_a_tie_unsigned(string higher, string lower)
    {
        Assert.True(AdvertisementOrder.Beats(100, IpAddr.Parse(higher), 100, IpAddr.Parse(lower)));
        Assert.False(AdvertisementOrder.Beats(100, IpAddr.Parse(lower), 100, IpAddr.Parse(higher)));
    }

    [Fact]
    public void The_same_address_does_not_beat_itself() =>
        Assert.False(AdvertisementOrder.Beats(100, TestMachine.OwnAddress, 100, TestMachine.OwnAddress));

    [Theory]
    [InlineData(128, 127)]
    [InlineData(255, 1)]
    [InlineData(2, 1)]
    public void The_higher_priority_wins_whatever_the_addresses(byte higher, byte lower)
    {
        Assert.True(AdvertisementOrder.Beats(higher, TestMachine.LowerAddress, lower, TestMachine.HigherAddress));
        Assert.False(AdvertisementOrder.Beats(lower, TestMachine.HigherAddress, higher, TestMachine.LowerAddress));
    }

    [Theory]
    [InlineData(100, 100, true, true)]
    [InlineData(101, 100, true, true)]
    [InlineData(99, 100, true, false)]
    [InlineData(99, 100, false, true)]
    [InlineData(2, 100, false, true)]
    [InlineData(1, 100, false, false)]
    [InlineData(1, 1, false, true)]
    public void A_Backup_lets_a_Master_be_that_is_no_lower_and_without_Preempt_any_that_does_not_drain(
        byte master, byte own, bool preempt, bool letsBe) =>
        Assert.Equal(letsBe, AdvertisementOrder.LetsBe(master, own, preempt));
}
