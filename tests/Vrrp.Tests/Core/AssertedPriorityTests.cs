using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>Two take over at once, and the priority of the winner falls: the loser yields to the priority that it has
/// heard. If the winner yielded to the loser's last word, nobody would serve.</summary>
public sealed class AssertedPriorityTests
{
    [Theory]
    [InlineData(99, 499, false)]
    [InlineData(100, 1, false)] // as many, from a lower address
    [InlineData(99, 501, true)]
    [InlineData(101, 1, true)]
    public void A_rival_that_lost_to_what_was_said_last_counts_when_that_is_no_news_any_more(
        byte priority, int afterMilliseconds, bool yields)
    {
        var test = TestMachine.Master();
        test.Handle(VrrpInput.PriorityChanged(50));
        test.Sleep(Duration.FromMilliseconds(afterMilliseconds));

        test.Hear(priority, TestMachine.LowerAddress);

        Assert.Equal(yields ? VrrpState.Backup : VrrpState.Master, test.State);
        Assert.Equal(yields, test.Effects.Count > 0);
    }

    [Fact]
    public void A_rival_that_stays_master_wins_with_its_next_word()
    {
        var test = TestMachine.Master();
        test.Handle(VrrpInput.PriorityChanged(50));
        test.Hear(99, TestMachine.LowerAddress);
        Assert.Equal(VrrpState.Master, test.State);

        test.Sleep(Duration.FromSeconds(1));
        test.Handle(VrrpInput.Tick);
        Assert.Equal([50], test.Advertised);
        test.Hear(99, TestMachine.LowerAddress);

        Assert.Equal(TransitionReason.HigherPriorityHeard, test.Transition.Reason);
    }

    [Fact]
    public void An_answer_with_the_lower_priority_does_not_take_back_what_was_said_before()
    {
        var test = TestMachine.Master();
        test.Handle(VrrpInput.PriorityChanged(50));
        test.Hear(20, TestMachine.HigherAddress);
        Assert.Equal([50], test.Advertised);

        test.Hear(99, TestMachine.LowerAddress);

        Assert.Equal(VrrpState.Master, test.State);
    }

    [Fact]
    public void Whoever_said_more_is_bound_by_the_higher_word()
    {
        var test = TestMachine.Master(priority: 50);
        test.Handle(VrrpInput.PriorityChanged(100));
        test.Hear(20, TestMachine.HigherAddress);
        Assert.Equal([100], test.Advertised);
        test.Handle(VrrpInput.PriorityChanged(50));

        test.Hear(99, TestMachine.LowerAddress);

        Assert.Equal(VrrpState.Master, test.State);
    }
}
