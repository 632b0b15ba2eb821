using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>The effective priority, by keepalived's rules.</summary>
public sealed class PriorityLedgerTests
{
    [Theory]
    [InlineData(100, -60, true, 100)]
    [InlineData(100, -60, false, 40)]
    [InlineData(100, 60, true, 160)]
    [InlineData(100, 60, false, 100)]
    [InlineData(100, 0, true, 100)]
    [InlineData(100, 0, false, 100)]
    [InlineData(100, -100, false, 1)]
    [InlineData(100, -253, false, 1)]
    [InlineData(100, 153, true, 253)]
    [InlineData(100, 154, true, 254)]
    [InlineData(100, 155, true, 254)]
    [InlineData(254, 253, true, 254)]
    [InlineData(1, -253, false, 1)]
    [InlineData(255, -253, false, 255)]
    [InlineData(255, 253, true, 255)]
    public void One_tracker_moves_the_priority(byte configured, int weight, bool up, byte effective)
    {
        var ledger = new PriorityLedger(configured, [new(3, weight)]);

        ledger.Set(3, Demotion.Of(up));

        Assert.Equal(effective, ledger.Effective);
    }

    [Fact]
    public void The_sum_is_clamped_not_its_parts()
    {
        // 200 - 150 - 150 + 200 = 100; clamped after each step it would be 201.
        var ledger = new PriorityLedger(200, [new(0, -150), new(1, -150), new(2, 200)]);

        ledger.Set(2, Demotion.None);

        Assert.Equal(100, ledger.Effective);
        ledger.Set(0, Demotion.None);
        Assert.Equal(250, ledger.Effective);
        ledger.Set(1, Demotion.None);
        Assert.Equal(254, ledger.Effective);
    }

    [Fact]
    public void Until_its_first_word_a_tracker_counts_as_failed()
    {
        var ledger = new PriorityLedger(100, [new(0, -10), new(1, 20)]);

        Assert.Equal(90, ledger.Effective);
    }

    [Fact]
    public void Set_tells_whether_the_word_is_new()
    {
        var ledger = new PriorityLedger(100, [new(0, -10), new(4, -10)]);

        Assert.False(ledger.Set(0, Demotion.Full));
        Assert.True(ledger.Set(0, Demotion.None));
        Assert.False(ledger.Set(0, Demotion.None));
        Assert.True(ledger.Set(4, Demotion.None));
        Assert.True(ledger.Set(0, Demotion.Full));
    }

    [Fact]
    public void A_tracker_that_is_not_followed_changes_nothing()
    {
        var ledger = new PriorityLedger(100, [new(0, -10)]);

        Assert.False(ledger.Set(1, Demotion.None));

        Assert.Equal(90, ledger.Effective);
        Assert.False(ledger.IsVital(1));
    }

    [Fact]
    public void Weight_zero_is_vital()
    {
        var ledger = new PriorityLedger(100, [new(0, -10), new(1, 0)]);

        Assert.False(ledger.IsVital(0));
        Assert.True(ledger.IsVital(1));
    }

    [Theory]
    [InlineData(-60, 0, 0)]
    [InlineData(-60, 1, -1)]
    [InlineData(-60, 50, -30)]
    [InlineData(-60, 99, -60)]
    [InlineData(-60, 100, -60)]
    [InlineData(-1, 1, -1)]
    [InlineData(60, 0, 60)]
    [InlineData(60, 1, 59)]
    [InlineData(60, 50, 30)]
    [InlineData(60, 100, 0)]
    [InlineData(0, 50, 0)]
    [InlineData(0, 100, 0)]
    [InlineData(-253, 33, -84)] // 83.49, away from zero
    public void A_demotion_takes_its_part_of_the_weight(int weight, byte percent, int points)
    {
        var ledger = new PriorityLedger(150, [new(0, weight)]);

        ledger.Set(0, new(percent));

        Assert.Equal(Math.Clamp(150 + points, 1, 254), ledger.Effective);
        Assert.Equal([new(0, weight, new(percent), points)], ledger.Parts);
    }

    [Fact]
    public void Another_level_is_a_new_word()
    {
        var ledger = new PriorityLedger(150, [new(0, -60)]);

        Assert.True(ledger.Set(0, new(40)));
        Assert.True(ledger.Set(0, new(60)));
        Assert.False(ledger.Set(0, new(60)));
    }

    [Fact]
    public void The_sum_is_shown_with_its_parts_unclamped()
    {
        var ledger = new PriorityLedger(200, [new(0, -150), new(1, -150), new(2, 200)]);

        ledger.Set(2, new(50));
        ledger.Set(1, Demotion.None);

        Assert.Equal(
            [
                new(0, -150, Demotion.Full, -150), new(1, -150, Demotion.None, 0), new(2, 200, new(50), 100),
            ],
            ledger.Parts);
    }
}
