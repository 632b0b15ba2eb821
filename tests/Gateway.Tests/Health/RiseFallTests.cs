using Gateway.Health;

namespace Gateway.Tests.Health;

/// <summary>Facts about counting results. + is a success, - a failure; U, D and ? are the states after each.</summary>
public sealed class RiseFallTests
{
    [Theory]
    [InlineData(2, 3, "+", "U")]
    [InlineData(2, 3, "-", "D")]
    [InlineData(2, 3, "+--+--+", "UUUUUUU")]
    [InlineData(2, 3, "+---", "UUUD")]
    [InlineData(2, 3, "+----+-+-++", "UUUDDDDDDDU")]
    [InlineData(1, 1, "+-+-", "UDUD")]
    [InlineData(3, 1, "-++-+++", "DDDDDDU")]
    public void The_state_follows_the_results(int rise, int fall, string results, string states)
    {
        var counter = new RiseFall(rise, fall);

        var seen = string.Concat(results.Select(result =>
        {
            counter.Add(result == '+');
            return "?UD"[(int)counter.State];
        }));

        Assert.Equal(states, seen);
    }

    [Fact]
    public void Only_a_change_of_state_is_a_change()
    {
        var counter = new RiseFall(rise: 2, fall: 2);

        Assert.Equal(CheckState.Unknown, counter.State);
        Assert.Equal(
            [true, false, false, true, false, false, true],
            new[] { true, true, false, false, false, true, true }.Select(counter.Add));
    }

    [Fact]
    public void Contrary_results_are_counted_until_one_agrees()
    {
        var counter = new RiseFall(rise: 2, fall: 3);

        Assert.Equal([0, 1, 2, 0, 1], new[] { true, false, false, true, false }.Select(healthy =>
        {
            counter.Add(healthy);
            return counter.Contrary;
        }));
    }
}
