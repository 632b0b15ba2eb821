using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Notify;
using Gateway.Plugins;

namespace Gateway.Tests.Notify;

/// <summary>Facts about actions that come, go and change while others tell (issue 5, point 4).</summary>
public sealed partial class NotifierTests
{
    [Fact]
    public async Task An_action_that_is_the_same_keeps_its_queue_and_a_new_one_is_told_from_now_on()
    {
        var first = new TaskCompletionSource();
        var same = new FakeAction((call, _) => call == 1 ? first.Task : Task.CompletedTask);
        var added = new FakeAction();
        var (config, other) = (Config(), Config() with { Name = "other" });
        var notifier = Notifier((config, same));
        notifier.Raise(new(NotificationKind.Master, "lan4", ""));
        await same.NextAsync();
        notifier.Raise(new(NotificationKind.Master, "lan6", ""));

        await ChangeAsync(notifier, (other, added), (config, same));
        notifier.Raise(new(NotificationKind.Fault, "lan6", ""));
        Assert.Equal("lan6 Fault", await added.NextWordAsync());
        first.SetResult();

        Assert.Equal("lan6 Fault", await same.NextWordAsync());
        await notifier.StopAsync(Second);
        Assert.Equal((2, 0, 0, false), (same.Calls, same.Waiting, added.Waiting, same.Overlapped));
    }

    [Fact]
    public async Task What_waits_for_an_action_that_goes_is_told_and_nothing_after_that()
    {
        var gone = new FakeAction((call, _) => call == 1
            ? throw new InvalidOperationException("no route") : Task.CompletedTask);
        var notifier = Notifier((Config() with { Name = "gone" }, gone));
        notifier.Raise(new(NotificationKind.Master, "lan4", ""));
        await gone.NextAsync();
        await HearsAsync("tried again in 1 s");

        await ChangeAsync(notifier);
        notifier.Raise(new(NotificationKind.Fault, "lan4", ""));

        Assert.Equal("lan4 Master", await gone.NextWordAsync());
        Assert.Equal((2, 0), (gone.Calls, gone.Waiting));
    }

    [Fact]
    public async Task An_action_that_hangs_as_it_goes_is_given_up_at_the_limit_or_the_stop()
    {
        var hanging = new FakeAction((_, _) => new TaskCompletionSource().Task);
        var changed = new FakeAction();
        var notifier = Notifier((Config(), hanging));
        notifier.Raise(new(NotificationKind.Master, "lan4", ""));
        await hanging.NextAsync();
        using var stop = new CancellationTokenSource();

        var changing = notifier.ChangeAsync([(Config(), changed)], 5 * Second, stop.Token);
        Assert.False(changing.IsCompleted);
        notifier.Raise(new(NotificationKind.Backup, "lan4", ""));
        Assert.Equal("lan4 Backup", await changed.NextWordAsync());
        await stop.CancelAsync();

        await changing;
        Assert.Single(log.Lines, line => line.EndsWith(
            "could not tell before the stop: Master of lan4.", StringComparison.Ordinal));
    }

    private static Task ChangeAsync(
        Gateway.Notify.Notifier notifier, params ImmutableArray<(NotifyConfig, INotifyAction)> next) =>
        notifier.ChangeAsync(next, 5 * Second, CancellationToken.None);
}
