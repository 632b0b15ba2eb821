using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Vrrp.Tests.Engine;

/// <summary>However many addresses go in one turn, other virtual routers advertise in time.</summary>
public sealed class AbortBudgetTests
{
    [Theory]
    [InlineData(100, 1_000)]
    [InlineData(100, 40_950, 1_000)]
    [InlineData(50, 1_000, 100)]
    [InlineData(5, 10, 1_000)]
    public void It_is_half_the_shortest_interval_and_at_most_100_ms(int expectedMilliseconds, params int[] intervals)
    {
        var budget = new AbortBudget();
        var router = new TestRouter().Router.Config;

        budget.Follow(new()
        {
            VirtualRouters =
            [
                .. intervals.Select(interval => router with { AdvertisementInterval = Duration.FromMilliseconds(interval) }),
            ],
            Trackers = [],
        });

        Assert.Equal(Duration.FromMilliseconds(expectedMilliseconds), budget.Left);
    }

    [Fact]
    public void What_is_spent_in_a_turn_is_missing_until_the_next()
    {
        var budget = new AbortBudget();

        budget.Spend(Duration.FromMilliseconds(30));
        Assert.Equal(Duration.FromMilliseconds(70), budget.Left);
        budget.Spend(Duration.FromMilliseconds(80));
        Assert.Equal(Duration.Zero, budget.Left);
        budget.Begin();

        Assert.Equal(Duration.FromMilliseconds(100), budget.Left);
    }
}
