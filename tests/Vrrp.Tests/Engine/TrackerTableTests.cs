using Gateway.Vrrp.Core;
using Gateway.Vrrp.Engine;

namespace Vrrp.Tests.Engine;

public sealed class TrackerTableTests
{
    private static readonly Instant Now = new(1000);
    private static readonly Duration Valid = Duration.FromSeconds(5);

    [Fact]
    public void A_good_word_that_is_not_renewed_ends()
    {
        var table = new TrackerTable(2);

        Assert.True(table.Set(Now, 1, Demotion.None, Valid));
        Assert.Equal(Now + Valid, table.NextTimeout);
        Assert.False(table.TryExpire(Now + (Valid - new Duration(1)), out _));
        Assert.True(table.TryExpire(Now + Valid, out var tracker));
        Assert.Equal(1, tracker);
        Assert.False(table.TryExpire(Now + Valid, out _));
        Assert.Equal(Instant.Never, table.NextTimeout);
    }

    [Fact]
    public void A_renewed_word_is_no_news_and_lasts_longer()
    {
        var table = new TrackerTable(1);
        _ = table.Set(Now, 0, Demotion.None, Valid);

        Assert.False(table.Set(Now + (Valid - new Duration(1)), 0, Demotion.None, Valid));

        Assert.False(table.TryExpire(Now + Valid, out _));
    }

    [Fact]
    public void A_bad_word_needs_no_renewal()
    {
        var table = new TrackerTable(1);

        Assert.False(table.Set(Now, 0, Demotion.Full, Valid));
        Assert.Equal(Instant.Never, table.NextTimeout);
        _ = table.Set(Now, 0, Demotion.None, Valid);
        Assert.True(table.Set(Now, 0, Demotion.Full, Valid));
        Assert.Equal(Instant.Never, table.NextTimeout);
    }

    [Fact]
    public void A_level_is_a_good_word_and_another_level_is_news()
    {
        var table = new TrackerTable(1);

        Assert.True(table.Set(Now, 0, new(30), Valid));
        Assert.False(table.Set(Now, 0, new(30), Valid));
        Assert.True(table.Set(Now, 0, new(70), Valid));
        Assert.Equal(new(70), table[0]);

        Assert.True(table.TryExpire(Now + Valid, out _));
        Assert.Equal(Demotion.Full, table[0]);
    }
}
