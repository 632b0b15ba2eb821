using System.Collections.Immutable;
using Gateway.Configuration;
using Gateway.Notify;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Shared;

namespace Gateway.Tests.Notify;

/// <summary>Facts about telling (issue 4, point 7): one ordered queue per instance and action, coalescing to the latest
/// state, timeout, retries, sequence number, reason, delivered at stop within a bound; a dead action delays
/// nobody.</summary>
public sealed partial class NotifierTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly ImmutableArray<NotificationKind> Everything = [.. Enum.GetValues<NotificationKind>()];

    private readonly FakeTime time = new();
    private readonly RecordedLog log = new();
    private readonly PluginThreads threads = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_notification_says_what_of_whom_why_when_where_and_its_number()
    {
        var action = new FakeAction();
        var notifier = Notifier(action);
        time.Advance(Second);

        notifier.Raise(new(NotificationKind.Master, "lan4", "no Master was heard") { Priority = 150 });
        notifier.Raise(new(NotificationKind.Backup, "lan", "") { Priority = 90, IsGroup = true });

        Assert.Equal(
            new Notification
            {
                Kind = NotificationKind.Master,
                Subject = "lan4",
                Priority = 150,
                Reason = "no Master was heard",
                Sequence = 1,
                At = time.GetUtcNow(),
                Node = "edge-a",
            },
            await action.NextAsync());
        var second = await action.NextAsync();
        Assert.Equal((2, "lan", true, 90), (second.Sequence, second.Subject, second.IsGroup, second.Priority));
        await notifier.StopAsync(Second);
    }

    [Fact]
    public async Task An_action_is_told_what_it_asked_for_of_whom_it_asked_for()
    {
        var action = new FakeAction();
        var notifier = Notifier((Config() with
        {
            On = [NotificationKind.Master, NotificationKind.CheckDown],
            Instances = ["lan4"],
        }, action));

        notifier.Raise(new(NotificationKind.Backup, "lan4", ""));
        notifier.Raise(new(NotificationKind.Master, "lan6", ""));
        notifier.Raise(new(NotificationKind.Master, "lan4", ""));
        notifier.Raise(new(NotificationKind.CheckUp, "uplink", ""));
        notifier.Raise(new(NotificationKind.CheckDown, "uplink", ""));
        await notifier.StopAsync(Second);

        Assert.Equal("lan4 Master", await action.NextWordAsync());
        Assert.Equal("uplink CheckDown", await action.NextWordAsync());
        Assert.Equal(0, action.Waiting);
    }

    [Fact]
    public async Task News_of_one_subject_come_in_order_and_only_the_latest_state_is_told()
    {
        var first = new TaskCompletionSource();
        var action = new FakeAction((call, _) => call == 1 ? first.Task : Task.CompletedTask);
        var notifier = Notifier(action);

        notifier.Raise(new(NotificationKind.Backup, "lan4", ""));
        Assert.Equal("lan4 Backup", await action.NextWordAsync());
        notifier.Raise(new(NotificationKind.Master, "lan4", ""));
        notifier.Raise(new(NotificationKind.PriorityChanged, "lan4", ""));
        notifier.Raise(new(NotificationKind.Master, "lan6", ""));
        notifier.Raise(new(NotificationKind.Backup, "lan4", ""));
        notifier.Raise(new(NotificationKind.Fault, "lan4", ""));
        first.SetResult();

        Assert.Equal("lan4 PriorityChanged", await action.NextWordAsync());
        Assert.Equal("lan6 Master", await action.NextWordAsync());
        Assert.Equal("lan4 Fault", await action.NextWordAsync());
        await notifier.StopAsync(Second);
        Assert.Equal((4, false), (action.Calls, action.Overlapped));
    }

    [Fact]
    public async Task What_fails_is_tried_again_after_1_2_and_4_seconds_and_then_given_up()
    {
        var action = new FakeAction((_, _) => throw new InvalidOperationException("no route"));
        var notifier = Notifier((Config() with { Retries = 3 }, action));
        var origin = time.Now;
        notifier.Raise(new(NotificationKind.Master, "lan4", ""));

        List<TimeSpan> tries = [];
        for (var i = 0; i < 4; i++)
        {
            await action.NextAsync();
            tries.Add(time.Now - origin);
            await IdleAsync(action, i);
        }

        Assert.Equal([TimeSpan.Zero, Second, 3 * Second, 7 * Second], tries);
        Assert.Single(log.Lines, line => line.Contains(
            "gave up telling Master of lan4 (number 1) after 4 attempt(s): InvalidOperationException: no route",
            StringComparison.Ordinal));
        await notifier.StopAsync(Second);
        Assert.Equal(4, action.Calls);
    }

    [Fact]
    public async Task Newer_news_replaces_what_failed_and_is_tried_at_once()
    {
        var action = new FakeAction((call, _) => call == 1
            ? throw new InvalidOperationException("no route") : Task.CompletedTask);
        var notifier = Notifier(action);
        notifier.Raise(new(NotificationKind.Master, "lan4", ""));
        await action.NextAsync();
        await HearsAsync("tried again in 1 s");

        notifier.Raise(new(NotificationKind.Backup, "lan4", ""));

        Assert.Equal("lan4 Backup", await action.NextWordAsync());
        await notifier.StopAsync(Second);
        Assert.Equal(2, action.Calls);
    }

    [Fact]
    public async Task While_one_subject_waits_for_its_next_attempt_another_is_told()
    {
        var action = new FakeAction((call, _) => call == 1
            ? throw new InvalidOperationException("no route") : Task.CompletedTask);
        var notifier = Notifier(action);
        notifier.Raise(new(NotificationKind.Master, "lan4", ""));
        await action.NextAsync();
        await HearsAsync("tried again in 1 s");

        notifier.Raise(new(NotificationKind.Master, "lan6", ""));

        Assert.Equal("lan6 Master", await action.NextWordAsync());
        await HearsAsync("told Master of lan6");
        await time.TimerAsync(Second);
        time.Advance(Second);
        Assert.Equal("lan4 Master", await action.NextWordAsync());
        await notifier.StopAsync(Second);
    }

    [Fact]
    public async Task A_dead_action_delays_no_other_and_nobody_who_raises()
    {
        using var release = new ManualResetEventSlim();
        var dead = new FakeAction((_, _) =>
        {
            release.Wait(CancellationToken.None);
            return Task.CompletedTask;
        });
        var alive = new FakeAction();
        var notifier = Notifier((Config() with { Name = "dead" }, dead), (Config() with { Name = "alive" }, alive));

        for (var i = 0; i < 100; i++)
        {
            notifier.Raise(new(i % 2 == 0 ? NotificationKind.Master : NotificationKind.Backup, "lan4", ""));
            Assert.EndsWith(i % 2 == 0 ? "Master" : "Backup", await alive.NextWordAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(1, dead.Waiting);
        release.Set();
        await notifier.StopAsync(Second);
    }

    [Fact]
    public async Task What_waits_at_the_stop_is_told_before_it_ends()
    {
        var action = new FakeAction((call, _) => call == 1
            ? throw new InvalidOperationException("no route") : Task.CompletedTask);
        var notifier = Notifier(action);
        notifier.Raise(new(NotificationKind.Master, "lan4", ""));
        await action.NextAsync();
        await HearsAsync("tried again in 1 s");

        notifier.Raise(new(NotificationKind.Stop, "lan6", ""));
        await notifier.StopAsync(10 * Second);

        Assert.Equal(["lan4 Master", "lan6 Stop"],
            (string[])[.. new[] { await action.NextWordAsync(), await action.NextWordAsync() }.Order()]);
    }

    [Fact]
    public async Task A_hanging_action_does_not_hold_up_the_stop_and_what_is_untold_is_named()
    {
        var action = new FakeAction((_, _) => new TaskCompletionSource().Task);
        var notifier = Notifier(action);
        notifier.Raise(new(NotificationKind.Master, "lan4", ""));
        await action.NextAsync();
        notifier.Raise(new(NotificationKind.Stop, "lan4", ""));

        var stopping = notifier.StopAsync(5 * Second);
        await time.TimersAsync(2);
        time.Advance(5 * Second);
        await stopping;

        Assert.Single(log.Lines, line => line.EndsWith(
            "could not tell before the stop: Master of lan4, Stop of lan4.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_queue_is_bounded_and_counts_what_it_drops()
    {
        var action = new FakeAction((_, _) => new TaskCompletionSource().Task);
        var notifier = Notifier(action);
        notifier.Raise(new(NotificationKind.CheckDown, "first", ""));
        await action.NextAsync();

        for (var i = 0; i < ActionQueue.Capacity + 3; i++)
        {
            notifier.Raise(new(NotificationKind.CheckDown, $"check-{i}", ""));
        }

        Assert.Equal(3, notifier.Dropped);
        Assert.Equal(2, log.Lines.Count(line => line.Contains("news wait already", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_plugin_that_is_missing_is_tried_like_one_that_fails()
    {
        var action = new FakeAction((call, _) => call == 1
            ? throw new PluginException("Webhook", "its folder was removed") : Task.CompletedTask);
        var notifier = Notifier(action);
        notifier.Raise(new(NotificationKind.Master, "lan4", ""));
        await action.NextAsync();

        await HearsAsync("could not tell Master of lan4: plugin Webhook: its folder was removed.");
        await time.TimerAsync(Second);
        time.Advance(Second);
        await action.NextAsync();
        await notifier.StopAsync(Second);
    }

    private static NotifyConfig Config() => new()
    {
        Name = "ops",
        Plugin = "Webhook",
        On = Everything,
        Instances = [],
        Timeout = 10 * Second,
        Retries = 5,
        Settings = default,
    };

    private Notifier Notifier(FakeAction action) => Notifier((Config(), action));

    private Notifier Notifier(params (NotifyConfig, FakeAction)[] actions) => new(
        "edge-a", actions.Select(action => (action.Item1, (INotifyAction)action.Item2)), threads, time,
        log.Of<Notifier>());

    /// <summary>Moves on to the next attempt, when there is one.</summary>
    private async Task IdleAsync(FakeAction action, int failed)
    {
        await HearsAsync(failed < 3 ? $"Attempt {failed + 1};" : "gave up");
        if (failed < 3)
        {
            var pause = TimeSpan.FromSeconds(1 << failed);
            await time.TimerAsync(pause);
            time.Advance(pause);
        }

        Assert.False(action.Overlapped);
    }

    private async Task HearsAsync(string part)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!log.Lines.Any(line => line.Contains(part, StringComparison.Ordinal)))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }
    }
}
