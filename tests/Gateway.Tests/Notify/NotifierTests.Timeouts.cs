using Gateway.Plugins;

namespace Gateway.Tests.Notify;

/// <summary>Facts about calls that take too long.</summary>
public sealed partial class NotifierTests
{
    [Fact]
    public async Task A_call_beyond_its_timeout_is_cancelled_and_counts_as_failed()
    {
        var action = new FakeAction((call, token) =>
            call == 1 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask);
        var notifier = Notifier((Config() with { Timeout = 10 * Second }, action));
        notifier.Raise(new(NotificationKind.Master, "lan4", ""));
        await action.NextAsync();

        await time.TimersAsync(1);
        time.Advance(10 * Second);
        await HearsAsync("no answer within 10 s. Attempt 1; tried again in 1 s");
        await time.TimerAsync(Second);
        time.Advance(Second);

        Assert.Equal("lan4 Master", await action.NextWordAsync());
        await notifier.StopAsync(Second);
    }

    [Fact]
    public async Task A_call_that_ignores_its_cancellation_is_waited_for_and_never_doubled()
    {
        var hanging = new TaskCompletionSource();
        var action = new FakeAction((call, _) => call == 1 ? hanging.Task : Task.CompletedTask);
        var notifier = Notifier((Config() with { Timeout = 10 * Second }, action));
        notifier.Raise(new(NotificationKind.Master, "lan4", ""));
        await action.NextAsync();

        await time.TimersAsync(1);
        time.Advance(10 * Second);
        await time.TimersAsync(1);
        time.Advance(Second);
        await HearsAsync("goes on after its timeout of 10 s");
        notifier.Raise(new(NotificationKind.Backup, "lan4", ""));
        time.Advance(100 * Second);
        Assert.Equal(0, action.Waiting);

        hanging.SetResult();
        Assert.Equal("lan4 Backup", await action.NextWordAsync());
        await notifier.StopAsync(Second);
        Assert.False(action.Overlapped);
    }
}
