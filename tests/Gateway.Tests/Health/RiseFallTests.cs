using System.Globalization;
using Gateway.Health;
using Gateway.Vrrp.Core;

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
            counter.Add(Demotion.Of(result == '+'));
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
            new[] { true, true, false, false, false, true, true }.Select(up => counter.Add(Demotion.Of(up))));
    }

    [Fact]
    public void Contrary_results_are_counted_until_one_agrees()
    {
        var counter = new RiseFall(rise: 2, fall: 3);

        Assert.Equal([0, 1, 2, 0, 1], new[] { true, false, false, true, false }.Select(healthy =>
        {
            counter.Add(Demotion.Of(healthy));
            return counter.Contrary;
        }));
    }

    [Theory]
    [InlineData(1, 1, "0 40 0 100 99", "0 40 0 100 99")]
    [InlineData(2, 3, "40 0 0", "40 40 0")]
    [InlineData(2, 3, "0 40 60 50", "0 0 0 40")] // as bad as the best of three
    [InlineData(2, 3, "0 40 0 40 0", "0 0 0 0 0")]
    [InlineData(2, 3, "0 40 100 100 100 100", "0 0 0 40 40 40")]
    [InlineData(2, 3, "0 100 100 100", "0 0 0 100")]
    [InlineData(2, 3, "100 20 50 0 0", "100 100 50 50 0")] // as good as the worst of two
    [InlineData(3, 1, "0 10 20 30", "0 10 20 30")]
    public void A_level_changes_when_results_agree(int rise, int fall, string results, string levels)
    {
        var counter = new RiseFall(rise, fall);

        var seen = results.Split(' ').Select(percent =>
        {
            counter.Add(new(byte.Parse(percent, CultureInfo.InvariantCulture)));
            return counter.Level.Percent.ToString(CultureInfo.InvariantCulture);
        });

        Assert.Equal(levels, string.Join(' ', seen));
    }

    [Fact]
    public void Anything_less_than_failed_is_up()
    {
        var counter = new RiseFall(rise: 1, fall: 1);

        counter.Add(new(99));
        Assert.Equal(CheckState.Up, counter.State);
        counter.Add(Demotion.Full);
        Assert.Equal(CheckState.Down, counter.State);
    }
}
