using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;

namespace Vrrp.Tests.Engine;

/// <summary>Somebody else wants what is ours: other Masters, and programs that remove addresses.</summary>
public sealed class ContestTests
{
    private static readonly AddressPrefix Address = AddressPrefix.Parse("192.0.2.100/32");

    [Fact]
    public void A_rival_that_does_not_yield_is_told_from_its_third_word_on_and_once_a_minute()
    {
        var test = TestRouter.Master();
        test.Hear(100);
        test.Hear(100);
        Assert.Empty(test.TakeEvents());

        for (var i = 0; i < 50; i++)
        {
            test.Hear(100);
        }

        var told = Assert.Single(test.TakeEvents());
        Assert.Equal((VrrpEventKind.RivalHeard, TestRouter.PeerAddress, 100), (told.Kind, told.Peer, told.PeerPriority));
    }

    [Fact]
    public void A_master_that_resigns_is_no_rival()
    {
        var test = TestRouter.Master();

        for (var i = 0; i < 10; i++)
        {
            test.Hear(0);
        }

        Assert.Empty(test.TakeEvents());
    }

    [Fact]
    public void A_fight_over_an_address_is_left_to_the_next_renewal()
    {
        var test = TestRouter.Master();

        for (var i = 0; i < 100; i++)
        {
            test.Router.AddressLost(test.Now, Address);
        }

        Assert.Equal(5, test.Port.TakeCalls().Count(call => call.StartsWith("assign", StringComparison.Ordinal)));
        test.Sleep(Duration.FromSeconds(1));
        test.Router.AddressLost(test.Now, Address);
        Assert.Contains(test.Port.TakeCalls(), call => call.StartsWith("assign", StringComparison.Ordinal));
        Assert.Equal(VrrpEventKind.AddressRestored, Assert.Single(test.TakeEvents()).Kind);
    }

    [Theory]
    [InlineData(1, "somebody removed it")]
    [InlineData(2, "its lease ended because this process was late")]
    public void A_lost_address_says_whether_its_lease_had_ended(int secondsLate, string why)
    {
        var test = TestRouter.Master();
        test.Sleep(Duration.FromSeconds(secondsLate));

        test.Router.AddressLost(test.Now, Address);

        Assert.Equal(why, Assert.Single(test.TakeEvents()).Detail);
    }
}
