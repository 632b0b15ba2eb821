using Gateway.Vrrp.Core;

namespace Vrrp.Tests.Core;

public sealed class TimerTableTests
{
    [Fact]
    public void No_timer_runs_at_first()
    {
        var timers = new TimerTable();

        Assert.Equal(Instant.Never, timers.Next);
        Assert.All(Enum.GetValues<VrrpTimer>(), timer => Assert.False(timers.IsRunning(timer)));
    }

    [Fact]
    public void Next_is_the_earliest_deadline_of_those_that_run()
    {
        var timers = new TimerTable();
        timers.Start(VrrpTimer.Announcement, new(30));
        timers.Start(VrrpTimer.MasterDown, new(20));
        timers.Start(VrrpTimer.Advertisement, new(10));
        Assert.Equal(new Instant(10), timers.Next);

        timers.Stop(VrrpTimer.Advertisement);
        Assert.Equal(new Instant(20), timers.Next);
        timers.Start(VrrpTimer.MasterDown, new(40));
        Assert.Equal(new Instant(30), timers.Next);
        timers.StopAll();
        Assert.Equal(Instant.Never, timers.Next);
    }

    [Fact]
    public void A_timer_is_due_at_its_deadline_and_after_not_before()
    {
        var timers = new TimerTable();
        timers.Start(VrrpTimer.MasterDown, new(20));

        Assert.False(timers.IsDue(VrrpTimer.MasterDown, new(19)));
        Assert.True(timers.IsDue(VrrpTimer.MasterDown, new(20)));
        Assert.True(timers.IsDue(VrrpTimer.MasterDown, new(21)));
        Assert.False(timers.IsDue(VrrpTimer.Advertisement, new(21)));
    }
}
