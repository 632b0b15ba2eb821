using System.Collections.Immutable;
using Gateway.Health;
using Gateway.Plugins;
using Gateway.Vrrp.Core;

namespace Gateway.Tests.Health;

/// <summary>Facts about checks that come, go and change while others run (issue 5, point 4).</summary>
public sealed partial class HealthSchedulerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_check_that_is_the_same_goes_on_with_its_rhythm_and_its_history()
    {
        var check = FakeCheck.Saying(HealthResult.Healthy("fine"));
        var web = check.Every(2 * Second, "web") with { Initial = Demotion.None };
        var other = FakeCheck.Saying(HealthResult.Healthy()).Every(60 * Second, "other");
        await StartAsync(web);
        Assert.Equal("assumed, until the first result", (await listener.NextAsync("web")).Word.Text);
        var first = await NextRunAsync("web");

        await ChangeAsync(other, web with { });
        await MoveAsync(first.At + (2 * Second));

        var second = await listener.NextAsync("web");
        Assert.Equal((first.At + (2 * Second), "fine"), (second.At, second.Word.Text));
        Assert.Equal((2, 2), (check.Runs, scheduler!.Board["web"].History.Length));
        Assert.Equal(["other", "web"], scheduler.Board.All.Select(status => status.Name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_changed_check_keeps_its_last_word_until_its_first_result(bool wasUp)
    {
        var old = FakeCheck.Saying(wasUp ? HealthResult.Healthy() : HealthResult.Unhealthy(""));
        await StartAsync(old.Every(Second, "web"));
        var before = (await NextRunAsync("web")).Word.Demotion;
        await time.TimersAsync(1);

        var changed = FakeCheck.Saying(wasUp ? HealthResult.Unhealthy("gone") : HealthResult.Healthy("back"));
        await ChangeAsync(changed.Every(60 * Second, "web", 20 * Second, fall: 3));

        var held = (await listener.NextAsync("web")).Word;
        Assert.Equal(
            new HealthWord("web", before, "as before it was changed, until the first result", 201 * Second), held);
        Assert.Equal(before, scheduler!.Board["web"].Demotion);
        Assert.Equal(0, listener.Waiting("web"));
        Assert.Equal(!wasUp, (await NextRunAsync("web")).Word.Up);
        Assert.Equal(2, scheduler.Board["web"].History.Length);
    }

    [Fact]
    public async Task What_is_gone_speaks_until_nobody_listens_any_more()
    {
        var old = FakeCheck.Saying(HealthResult.Healthy("old"));
        await StartAsync(old.Every(Second, "old"));
        await NextRunAsync("old");
        ImmutableArray<ScheduledCheck> next = [FakeCheck.Saying(HealthResult.Healthy()).Every(60 * Second, "new")];

        scheduler!.Begin(next);
        await MoveAsync(time.Now + Second);
        await listener.NextAsync("old");
        Assert.Empty(listener.Gone);
        await scheduler.EndOthersAsync(next);

        Assert.Equal(["old"], listener.Gone);
        Assert.Null(scheduler.Board.Find("old"));
        var runs = old.Runs;
        time.Advance(10 * Second);
        Assert.Equal(runs, old.Runs);
    }

    [Fact]
    public async Task First_results_are_awaited_as_long_as_a_run_may_take()
    {
        var answer = new TaskCompletionSource<HealthResult>();
        await StartAsync();
        scheduler!.Begin([new FakeCheck((_, _) => answer.Task).Every(10 * Second, "web", 5 * Second)]);

        var awaited = scheduler.FirstResultsAsync(["web", "unknown"], Long, CancellationToken.None);
        // Its first run, and the wait.
        await MoveToRunAsync(timers: 2);
        Assert.False(awaited.IsCompleted);
        answer.SetResult(HealthResult.Healthy("fine"));

        await awaited;
        Assert.Equal(CheckState.Up, scheduler.Board["web"].State);
        Assert.True(scheduler.FirstResultsAsync(["web"], Long, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task A_first_result_is_there_when_its_word_has_been_told()
    {
        var slow = new SlowListener();
        scheduler = new HealthScheduler(
            [FakeCheck.Saying(HealthResult.Healthy()).Every(60 * Second, "web", 20 * Second)], threads, slow, time,
            logger.Of<HealthScheduler>());
        await scheduler.StartAsync(CancellationToken.None);
        var awaited = slow.Awaited = scheduler.FirstResultsAsync(["web"], Long, CancellationToken.None);

        await MoveToRunAsync(timers: 2);

        await awaited;
        Assert.False(slow.WasEarly);
    }

    [Fact]
    public async Task A_silent_check_is_not_awaited_for_ever_and_not_after_a_stop()
    {
        await StartAsync();
        scheduler!.Begin([new FakeCheck((_, _) => new TaskCompletionSource<HealthResult>().Task)
            .Every(3600 * Second, "web", 3600 * Second)]);
        using var stop = new CancellationTokenSource();
        var awaited = scheduler.FirstResultsAsync(["web"], Long, CancellationToken.None);
        var stopped = scheduler.FirstResultsAsync(["web"], Long, stop.Token);

        await stop.CancelAsync();
        await stopped;
        Assert.False(awaited.IsCompleted);
        time.Advance(Long);

        await awaited;
        Assert.Equal(CheckState.Unknown, scheduler.Board["web"].State);
    }

    [Fact]
    public async Task A_check_that_hangs_as_it_goes_gives_its_room_to_others()
    {
        var started = new TaskCompletionSource();
        var hanging = new FakeCheck((_, _) =>
        {
            started.SetResult();
            return new TaskCompletionSource<HealthResult>().Task;
        });
        scheduler = new HealthScheduler(
            [hanging.Every(100 * Second, "hangs", 90 * Second)], threads, listener, time,
            logger.Of<HealthScheduler>(), concurrency: 1);
        await scheduler.StartAsync(CancellationToken.None);
        await MoveToRunAsync();
        await started.Task;

        ImmutableArray<ScheduledCheck> next = [FakeCheck.Saying(HealthResult.Healthy("fine")).Every(Second, "web")];
        scheduler.Begin(next);
        var ended = scheduler.EndOthersAsync(next);
        while (await Task.WhenAny(ended, time.TimersAsync(1)) != ended)
        {
            time.Advance(Second);
        }

        await ended;
        Assert.Equal("fine", (await listener.NextAsync("web")).Word.Text);
    }

    [Fact]
    public async Task More_room_lets_those_in_line_run()
    {
        var hanging = new FakeCheck((_, _) => new TaskCompletionSource<HealthResult>().Task);
        scheduler = new HealthScheduler(
            [
                hanging.Every(100 * Second, "hangs", 90 * Second),
                FakeCheck.Saying(HealthResult.Healthy("fine")).Every(100 * Second, "web", 90 * Second),
            ],
            threads, listener, time, logger.Of<HealthScheduler>(), concurrency: 1);
        await scheduler.StartAsync(CancellationToken.None);
        await MoveAsync(TimeSpan.FromMilliseconds(300));
        var runs = hanging.Runs;

        scheduler.Allow(2);

        Assert.Equal("fine", (await listener.NextAsync("web")).Word.Text);
        Assert.InRange(runs, 0, 1);
    }

    private sealed class SlowListener : IHealthListener
    {
        public Task Awaited { get; set; } = Task.CompletedTask;

        public bool WasEarly { get; private set; }

        public void OnWord(in HealthWord word) => WasEarly = Awaited.Wait(TimeSpan.FromMilliseconds(200));
    }

    private async Task ChangeAsync(params ImmutableArray<ScheduledCheck> next)
    {
        scheduler!.Begin(next);
        await scheduler.EndOthersAsync(next);
    }

    /// <summary>To the end of the longest jitter.</summary>
    private async Task MoveToRunAsync(int timers = 1)
    {
        await time.TimersAsync(timers);
        time.Advance(TimeSpan.FromMilliseconds(300));
    }
}
