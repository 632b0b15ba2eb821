using System.Globalization;
using Gateway.Health;
using Gateway.Plugins;
using Gateway.Vrrp.Core;
using Shared;

namespace Gateway.Tests.Health;

/// <summary>Facts about degrees of health, what counts at first, what is kept, and how many run at once.</summary>
public sealed partial class HealthSchedulerTests
{
    [Fact]
    public async Task A_degraded_result_is_a_success_with_a_level_and_goes_through_rise_and_fall()
    {
        var check = new FakeCheck((run, _) => Task.FromResult(
            run == 1 ? HealthResult.Healthy() : HealthResult.Degraded(40, "2 of 5 disks")));
        await StartAsync(check.Every(Second, "disks", fall: 2));

        List<int> levels = [];
        for (var i = 0; i < 3; i++)
        {
            var (word, _) = await NextRunAsync("disks");
            Assert.True(word.Up);
            levels.Add(word.Demotion.Percent);
        }

        Assert.Equal([0, 0, 40], levels);
        var status = scheduler!.Board["disks"];
        Assert.Equal((CheckState.Up, new Demotion(40)), (status.State, status.Demotion));
        // The log BEHIND the word.
        await WaitAsync(() => logger.Lines.Any(
            line => line.Contains("disks is up but 40 % ill", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Until_the_first_result_a_check_says_nothing_and_the_engine_counts_it_as_failed()
    {
        await StartAsync(FakeCheck.Saying(HealthResult.Healthy()).Every(Second, "web"));

        Assert.Equal(0, listener.Waiting("web"));
        Assert.Equal(Demotion.Full, scheduler!.Board["web"].Demotion);
    }

    [Fact]
    public async Task With_Initial_up_a_check_counts_as_good_from_the_start_and_its_first_result_counts_alone()
    {
        var check = FakeCheck.Saying(HealthResult.Unhealthy("no route"));
        await StartAsync(check.Every(Second, "web", fall: 3) with { Initial = Demotion.None });

        var (assumed, _) = await listener.NextAsync("web");
        Assert.True(assumed.Up);
        var status = scheduler!.Board["web"];
        Assert.Equal((CheckState.Unknown, Demotion.None), (status.State, status.Demotion));
        Assert.False((await NextRunAsync("web")).Word.Up);
    }

    [Fact]
    public async Task The_board_keeps_the_last_results_oldest_first()
    {
        var check = new FakeCheck((run, _) => Task.FromResult(
            HealthResult.Healthy(run.ToString(CultureInfo.InvariantCulture))));
        await StartAsync(check.Every(Second, "web"));
        for (var i = 0; i < HealthBoard.Remembered + 5; i++)
        {
            await NextRunAsync("web");
        }

        var history = scheduler!.Board["web"].History;

        Assert.Equal(
            Enumerable.Range(6, HealthBoard.Remembered).Select(run => run.ToString(CultureInfo.InvariantCulture)),
            history.Select(result => result.Text));
        Assert.All(history.Zip(history.Skip(1)), pair => Assert.Equal(Second, pair.Second.At - pair.First.At));
    }

    [Fact]
    public async Task No_more_runs_than_allowed_at_once_and_who_waits_runs_when_one_ends()
    {
        var gates = new[] { new TaskCompletionSource<HealthResult>(), new TaskCompletionSource<HealthResult>() };
        var (running, most, started) = (0, 0, 0);
        FakeCheck Check() => new(async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            var result = await gates[Interlocked.Increment(ref started) - 1].Task;
            Interlocked.Decrement(ref running);
            return result;
        });
        await StartAsync(
            1, Check().Every(10 * Second, "one", 9 * Second), Check().Every(10 * Second, "two", 9 * Second));
        await MoveAsync(Second);
        await WaitAsync(() => Volatile.Read(ref started) == 1);

        gates[0].SetResult(HealthResult.Healthy("first"));
        await WaitAsync(() => Volatile.Read(ref started) == 2);
        gates[1].SetResult(HealthResult.Healthy("second"));
        var texts = new[] { (await listener.NextAsync("one")).Word.Text, (await listener.NextAsync("two")).Word.Text };

        Assert.Equal(["first", "second"], texts.Order(StringComparer.Ordinal));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Who_finds_no_room_in_its_timeout_has_failed_and_says_so()
    {
        var check = new FakeCheck((_, _) => new TaskCompletionSource<HealthResult>().Task);
        await StartAsync(
            1,
            check.Every(60 * Second, "long", 50 * Second),
            FakeCheck.Saying(default).Every(10 * Second, "short", Second));
        await MoveAsync(0.5 * Second);
        await WaitAsync(() => check.Runs == 1);

        await MoveAsync(2 * Second);

        // The jitter of "long" is the shorter one.
        Assert.Equal(
            "found no room within 1 s: 1 checks are running", (await listener.NextAsync("short")).Word.Text);
    }

    [Fact]
    public async Task A_run_beyond_its_timeout_keeps_no_slot()
    {
        var hangs = new FakeCheck((_, _) => new TaskCompletionSource<HealthResult>().Task);
        var good = FakeCheck.Saying(HealthResult.Healthy("fine"));
        await StartAsync(1, hangs.Every(Second, "hangs", 0.1 * Second), good.Every(Second, "good", 0.9 * Second));

        // The jitter of "hangs" is the shorter one.
        await MoveAsync(0.08 * Second);
        await MoveAsync(0.2 * Second);

        Assert.Equal("fine", (await listener.NextAsync("good")).Word.Text);
    }

    private Task StartAsync(int concurrency, params ScheduledCheck[] checks)
    {
        scheduler = new HealthScheduler(checks, threads, listener, time, logger.Of<HealthScheduler>(), concurrency);
        return scheduler.StartAsync(CancellationToken.None);
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Pause.TickAsync();
        }
    }
}
