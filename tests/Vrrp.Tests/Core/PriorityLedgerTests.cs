using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

/// <summary>Weights mean what they mean in keepalived.</summary>
public sealed class PriorityLedgerTests
{
    [Theory]
    [InlineData(150, -60, false, 90)]
    [InlineData(150, -60, true, 150)]
    [InlineData(100, 60, false, 100)]
    [InlineData(100, 60, true, 160)]
    [InlineData(100, 0, false, 100)]
    [InlineData(50, -253, false, 1)]
    [InlineData(200, 253, true, 254)]
    [InlineData(255, -253, false, 255)]
    public void One_tracker(byte configured, int weight, bool up, byte effective)
    {
        var ledger = new PriorityLedger(configured, [new(7, weight)]);

        _ = ledger.Set(7, up);

        Assert.Equal(effective, ledger.Effective);
    }

    [Fact]
    public void Contributions_add_up_before_they_are_clamped()
    {
        var ledger = new PriorityLedger(200, [new(0, -253), new(1, 253), new(2, -10)]);
        _ = ledger.Set(1, up: true);

        Assert.Equal(190, ledger.Effective);
    }

    [Fact]
    public void Until_its_first_word_a_tracker_counts_as_failed() =>
        Assert.Equal(90, new PriorityLedger(150, [new(0, -60)]).Effective);

    [Fact]
    public void A_word_is_news_once_and_only_to_who_tracks_it()
    {
        var ledger = new PriorityLedger(150, [new(0, -60)]);

        Assert.True(ledger.Set(0, up: true));
        Assert.False(ledger.Set(0, up: true));
        Assert.False(ledger.Set(1, up: true));
        Assert.True(ledger.Set(0, up: false));
    }

    [Fact]
    public void Only_weight_0_is_vital()
    {
        var ledger = new PriorityLedger(150, [new(0, -60), new(1, 0)]);

        Assert.False(ledger.IsVital(0));
        Assert.True(ledger.IsVital(1));
        Assert.False(ledger.IsVital(2));
    }
}
