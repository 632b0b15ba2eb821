using System.Globalization;
using Gateway.Health;
using Gateway.Plugins;

namespace Gateway.Tests.Health;

/// <summary>Facts about checks that misbehave.</summary>
public sealed partial class HealthSchedulerTests
{
    [Fact]
    public async Task A_check_that_throws_has_failed_and_says_why()
    {
        var check = new FakeCheck((run, _) => run == 1
            ? throw new InvalidOperationException("at once")
            : Task.FromException<HealthResult>(new InvalidOperationException("later")));
        await StartAsync(check.Every(Second, "web"));

        Assert.Equal("InvalidOperationException: at once", (await NextRunAsync("web")).Word.Text);
        Assert.Equal("InvalidOperationException: later", (await NextRunAsync("web")).Word.Text);
    }

    [Fact]
    public async Task A_check_that_returns_no_task_has_failed()
    {
        await StartAsync(new FakeCheck((_, _) => null!).Every(Second, "web"));

        var (word, _) = await NextRunAsync("web");

        Assert.False(word.Up);
        Assert.Contains("null instead of a task", word.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_text_is_cut()
    {
        await StartAsync(FakeCheck.Saying(HealthResult.Healthy(new string('x', 9000))).Every(Second, "web"));

        Assert.Equal(500, (await NextRunAsync("web")).Word.Text.Length);
    }

    [Fact]
    public async Task A_text_is_one_line_whatever_a_check_says()
    {
        await StartAsync(FakeCheck.Saying(HealthResult.Healthy("fine\r\n[1001] lan4: \e[31mMaster"))
            .Every(Second, "web"));

        Assert.Equal("fine  [1001] lan4:  [31mMaster", (await NextRunAsync("web")).Word.Text);
    }

    [Fact]
    public async Task A_run_beyond_its_timeout_has_failed_and_is_cancelled()
    {
        var cancelled = new TaskCompletionSource();
        var check = new FakeCheck(async (_, token) =>
        {
            token.Register(cancelled.SetResult);
            await new TaskCompletionSource().Task.WaitAsync(token);
            return HealthResult.Healthy();
        });
        await StartAsync(check.Every(2 * Second, "web", Second));

        await TickAsync();
        var began = time.Now;
        var (word, at) = await NextRunAsync("web");
        await cancelled.Task;

        Assert.Equal((false, "no answer within 1 s"), (word.Up, word.Text));
        Assert.Equal(began + Second, at);
    }

    [Fact]
    public async Task A_check_that_ignores_its_cancellation_is_not_started_again_until_it_returns()
    {
        var hanging = new TaskCompletionSource<HealthResult>();
        var check = new FakeCheck((run, _) => run == 1 ? hanging.Task : Task.FromResult(HealthResult.Healthy("back")));
        await StartAsync(check.Every(Second, "web"));

        await TickAsync();
        Assert.Equal("no answer within 0.5 s", (await NextRunAsync("web")).Word.Text);
        Assert.StartsWith("still running 0.5 s after", (await NextRunAsync("web")).Word.Text, StringComparison.Ordinal);
        Assert.StartsWith("still running 1.5 s after", (await NextRunAsync("web")).Word.Text, StringComparison.Ordinal);
        Assert.Equal(1, check.Runs);

        hanging.SetResult(HealthResult.Healthy("late"));
        var word = (await NextRunAsync("web")).Word;
        while (word.Text.StartsWith("still", StringComparison.Ordinal))
        {
            // Its cancellation runs on a thread of its own and may end a moment later.
            word = (await NextRunAsync("web")).Word;
        }

        Assert.Equal("back", word.Text);
        Assert.Equal(2, check.Runs);
        Assert.Single(logger.Lines, line => line.Contains("is not started again", StringComparison.Ordinal));
        Assert.Single(logger.Lines, line => line.Contains("has returned", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Checks_that_block_their_threads_or_spin_delay_no_other()
    {
        using var release = new ManualResetEventSlim();
        ScheduledCheck[] bad =
        [
            .. Enumerable.Range(0, 10).Select(i => new FakeCheck((_, _) =>
            {
                release.Wait(CancellationToken.None);
                return Task.FromResult(HealthResult.Healthy());
            }).Every(Second, string.Create(CultureInfo.InvariantCulture, $"blocks-{i}"))),
            new FakeCheck((_, _) =>
            {
                while (!release.IsSet)
                {
                }

                return Task.FromResult(HealthResult.Healthy());
            }).Every(Second, "spins"),
        ];
        await StartAsync([.. bad, FakeCheck.Saying(HealthResult.Healthy("fine")).Every(Second, "good")]);

        await MoveAsync(0.2 * Second);
        Assert.True((await listener.NextAsync("good")).Word.Up);
        await MoveAsync(0.7 * Second);
        foreach (var check in bad)
        {
            Assert.Equal("no answer within 0.5 s", (await listener.NextAsync(check.Name)).Word.Text);
        }

        await MoveAsync(1.2 * Second);
        Assert.True((await listener.NextAsync("good")).Word.Up);

        release.Set();
    }

    [Fact]
    public async Task A_cancellation_that_blocks_delays_nobody()
    {
        using var release = new ManualResetEventSlim();
        var check = new FakeCheck((_, token) =>
        {
            token.Register(() => release.Wait(CancellationToken.None));
            return new TaskCompletionSource<HealthResult>().Task;
        });
        await StartAsync(
            check.Every(Second, "bad"), FakeCheck.Saying(HealthResult.Healthy("fine")).Every(Second, "good"));

        await MoveAsync(0.2 * Second);
        Assert.True((await listener.NextAsync("good")).Word.Up);
        await MoveAsync(0.7 * Second);
        Assert.False((await listener.NextAsync("bad")).Word.Up);
        await MoveAsync(1.2 * Second);
        Assert.True((await listener.NextAsync("good")).Word.Up);
        Assert.False((await listener.NextAsync("bad")).Word.Up);
        release.Set();
    }
}
