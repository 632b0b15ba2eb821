using Gateway.Health;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Gateway.Vrrp.Core;
using Shared;

namespace Gateway.Tests.Health;

/// <summary>Facts about the rhythm of checks and their words.</summary>
public sealed partial class HealthSchedulerTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTime time = new();
    private readonly FakeListener listener;
    private readonly RecordedLog logger = new();
    private readonly PluginThreads threads = new();
    private HealthScheduler? scheduler;

    public HealthSchedulerTests() => listener = new FakeListener(time);

    public async ValueTask DisposeAsync()
    {
        if (scheduler is not null)
        {
            await StopAsync();
            scheduler.Dispose();
        }

        logger.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_check_runs_at_its_interval_from_its_first_run_and_never_backs_off(bool isWell)
    {
        var result = isWell ? HealthResult.Healthy() : HealthResult.Unhealthy("no route");
        await StartAsync(FakeCheck.Saying(result).Every(2 * Second, "web"));

        var first = await NextRunAsync("web");

        Assert.InRange(first.At, TimeSpan.Zero, 0.2 * Second);
        for (var run = 1; run <= 20; run++)
        {
            Assert.Equal(first.At + (run * 2 * Second), (await NextRunAsync("web")).At);
        }
    }

    [Fact]
    public async Task First_runs_are_spread_always_in_the_same_way()
    {
        var starts = new List<TimeSpan>();
        for (var i = 0; i < 20; i++)
        {
            await StartAsync(FakeCheck.Saying(default).Every(2 * Second, $"check-{i}"));
            var started = time.Now;
            starts.Add((await NextRunAsync($"check-{i}")).At - started);
            await StopAsync();
        }

        Assert.All(starts, start => Assert.InRange(start, TimeSpan.Zero, 0.2 * Second));
        Assert.True(starts.Distinct().Count() > 10);
    }

    [Fact]
    public async Task Every_word_says_how_long_it_is_good()
    {
        await StartAsync(FakeCheck.Saying(HealthResult.Healthy("fine")).Every(2 * Second, "web", Second, fall: 3));

        var (word, _) = await NextRunAsync("web");

        Assert.Equal(new HealthWord("web", Demotion.None, "fine", 8 * Second), word);
    }

    [Fact]
    public async Task A_check_goes_down_after_fall_failures_and_up_after_rise_successes()
    {
        var check = new FakeCheck((run, _) => Task.FromResult(
            run is > 1 and < 5 ? HealthResult.Unhealthy("no route") : HealthResult.Healthy("fine")));
        await StartAsync(check.Every(Second, "web", rise: 2, fall: 3));

        List<bool> ups = [];
        for (var i = 0; i < 6; i++)
        {
            ups.Add((await NextRunAsync("web")).Word.Up);
        }

        Assert.Equal([true, true, true, false, false, true], ups);
        // The log BEHIND the word.
        await WaitAsync(() => logger.Lines.Count >= 3);
        Assert.Equal(
            ["Check web is up: fine", "Check web is down: no route", "Check web is up: fine"],
            logger.Lines.Select(line => line.Split(": ", 2)[1].Split(';')[0]));
        Assert.EndsWith(", until 2 successes in a row", logger.Lines.ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_board_shows_the_latest()
    {
        await StartAsync(FakeCheck.Saying(HealthResult.Unhealthy("no route")).Every(Second, "web", fall: 3));
        Assert.Equal(CheckState.Unknown, scheduler!.Board["web"].State);

        await NextRunAsync("web");

        var status = Assert.Single(scheduler.Board.All);
        Assert.Equal((CheckState.Down, "no route", 0), (status.State, status.Last?.Text, status.Contrary));
        Assert.Equal(status.Last?.At, status.Since);
    }

    [Fact]
    public async Task Missed_moments_are_not_made_up_for()
    {
        await StartAsync(FakeCheck.Saying(HealthResult.Healthy()).Every(Second, "web"));
        await NextRunAsync("web");
        await time.TimersAsync(1);

        // One run is late, and one is due at this very moment.
        time.Advance(60 * Second);
        await listener.NextAsync("web");
        await listener.NextAsync("web");
        await time.TimersAsync(1);

        Assert.Equal(0, listener.Waiting("web"));
    }

    [Fact]
    public async Task Stopping_cancels_what_runs_and_does_not_wait_for_it_long()
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var check = new FakeCheck((_, token) =>
        {
            token.Register(cancelled.SetResult);
            started.SetResult();
            return new TaskCompletionSource<HealthResult>().Task;
        });
        await StartAsync(check.Every(10 * Second, "web", 9 * Second));
        await TickAsync();
        await started.Task;

        await StopAsync();

        await cancelled.Task;
    }

    private Task StartAsync(params ScheduledCheck[] checks)
    {
        scheduler = new HealthScheduler(checks, threads, listener, time, logger.Of<HealthScheduler>());
        return scheduler.StartAsync(CancellationToken.None);
    }

    /// <summary>Moves on to the next thing that a single check waits for: its next run, or the timeout of this
    /// one.</summary>
    private async Task TickAsync()
    {
        await time.TimersAsync(1);
        time.AdvanceToNextTimer();
    }

    private async Task<(HealthWord Word, TimeSpan At)> NextRunAsync(string check)
    {
        await TickAsync();
        return await listener.NextAsync(check);
    }

    /// <summary>Moves to a moment, once each check waits for one thing: its next run, or the timeout of this
    /// one.</summary>
    private async Task MoveAsync(TimeSpan moment)
    {
        await time.TimersAsync(scheduler!.Board.All.Length);
        time.Advance(moment - time.Now);
    }

    private async Task StopAsync()
    {
        var stopping = scheduler!.StopAsync(CancellationToken.None);
        while (await Task.WhenAny(stopping, time.TimersAsync(1)) != stopping)
        {
            time.Advance(Second);
        }

        await stopping;
    }
}
