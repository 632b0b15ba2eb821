using System.Diagnostics;
using Gateway.Plugins;
using Plugins.Tests.Shipped;
using Shared;

namespace Plugins.Tests.Loading;

/// <summary>Facts about the steps of a check's life when one goes wrong.</summary>
public sealed class PluginLifeTests : IAsyncDisposable
{
    private readonly FakeTime time = new();
    private readonly PluginFolder plugins;

    public PluginLifeTests() => plugins = new PluginFolder(time);

    public ValueTask DisposeAsync() => plugins.DisposeAsync();

    [Fact]
    public async Task A_stop_while_a_generation_starts_ends_what_is_ready_of_it()
    {
        plugins.Add("P", PluginSources.With(""));
        _ = await plugins.OpenAsync("P", "first");
        _ = await plugins.OpenAsync("P", "second");
        plugins.Add("P", PluginSources.With("""
            private string _name = "";
            public void Configure(PluginContext context)
            {
                _name = context.Name;
                if (_name == "second") { Thread.Sleep(Timeout.Infinite); }
                AppContext.SetData("ready " + _name, true);
            }
            public ValueTask DisposeAsync() { AppContext.SetData("disposed " + _name, true); return default; }
            """));
        using var stop = new CancellationTokenSource();
        Assert.False(await plugins.Host.RescanAsync(stop.Token));
        var looking = plugins.Host.RescanAsync(stop.Token);
        await IsSetAsync("ready first");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => looking);
        // It may not have been through with its start: then nobody waits for its end.
        await IsSetAsync("disposed first");
    }

    [Fact]
    public async Task A_constructor_that_throws_is_reported()
    {
        plugins.Add("Odd", PluginSources.With("public Odd() => throw new InvalidOperationException(\"no luck\");"));

        var error = await plugins.FailsAsync("Odd");

        Assert.Equal(
            "plugin Odd, check uplink: its constructor failed: InvalidOperationException: no luck", error.Message);
    }

    [Fact]
    public async Task A_configure_that_throws_is_reported_and_the_check_disposed()
    {
        plugins.Add("Odd", """
            public sealed class Odd : IHealthCheck
            {
                public void Configure(PluginContext context) => throw new InvalidOperationException("no luck");
                public IEnumerable<SettingsProblem> Validate() => [];
                public Task<HealthResult> CheckAsync(CancellationToken t) => null;
                public ValueTask DisposeAsync()
                {
                    AppContext.SetData("disposed-after-configure", true);
                    return default;
                }
            }
            """);

        var error = await plugins.FailsAsync("Odd");

        Assert.Equal("plugin Odd, check uplink: Configure failed: InvalidOperationException: no luck", error.Message);
        Assert.Equal(true, AppContext.GetData("disposed-after-configure"));
    }

    [Fact]
    public async Task A_setting_that_does_not_exist_names_plugin_check_and_nearest_key()
    {
        plugins.Add("Good", PluginSources.Good);

        var error = await plugins.FailsAsync("Good", """{ "Txet": "hello" }""");

        Assert.Equal(
            "plugin Good, check uplink: Txet: unknown setting; did you mean \"Text\"?",
            error.Message);
    }

    [Fact]
    public async Task Every_problem_of_the_settings_is_reported_at_once()
    {
        plugins.Add("Good", PluginSources.Good);

        var error = await plugins.FailsAsync("Good", """{ "Text": "", "Pause": "2s" }""");

        Assert.Equal(
            [new SettingsProblem("Text", "is empty"), new SettingsProblem("Pause", "is longer than 1s")],
            error.Problems);
    }

    [Fact]
    public async Task A_constructor_that_hangs_is_given_up_after_ten_seconds()
    {
        plugins.Add("Odd", PluginSources.With("public Odd() => Thread.Sleep(Timeout.Infinite);"));

        var creating = plugins.FailsAsync("Odd");
        await time.TimersAsync(1);
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("plugin Odd, check uplink: did not start within 10 s: it hangs", (await creating).Message);
    }

    [Fact]
    public async Task Three_checks_that_hang_are_given_up_after_ten_seconds_all_together()
    {
        plugins.Add("Odd", PluginSources.With("public Odd() => Thread.Sleep(Timeout.Infinite);"));
        plugins.Add("Good", PluginSources.Good);

        var hanging = Enumerable.Range(1, 3).Select(number => plugins.OpenAsync("Odd", $"odd{number}")).ToArray();
        await time.TimersAsync(3);
        var good = await plugins.OpenAsync("Good", "good", """{ "Text": "hello" }""");
        Assert.Equal("Good good hello", (await good.CheckAsync(CancellationToken.None)).Text);
        Assert.DoesNotContain(hanging, opening => opening.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(10));

        foreach (var opening in hanging)
        {
            var result = await (await opening).CheckAsync(CancellationToken.None);
            Assert.EndsWith("did not start within 10 s: it hangs", result.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_check_that_starts_while_its_plugin_is_replaced_runs_the_new_one()
    {
        using var scratch = new Scratch();
        var gate = Path.Combine(scratch.Folder, "gate");
        plugins.Add("P", PluginSources.With($$"""
            public void Configure(PluginContext context)
            {
                File.WriteAllText("{{gate}}.reached", "");
                while (!File.Exists("{{gate}}")) { Thread.Sleep(1); }
            }
            """));

        var opening = plugins.OpenAsync("P");
        while (!File.Exists(gate + ".reached"))
        {
            await Pause.TickAsync();
        }

        plugins.Add("P", PluginSources.With("""
            public Task<HealthResult> CheckAsync(CancellationToken t) => Task.FromResult(HealthResult.Healthy("new"));
            """));
        await plugins.ApplyAsync();
        await File.WriteAllTextAsync(gate, "");

        Assert.Equal("new", (await (await opening).CheckAsync(CancellationToken.None)).Text);
    }

    [Fact]
    public async Task A_dispose_that_hangs_is_given_up_after_two_seconds()
    {
        plugins.Add("Odd", PluginSources.With(
            "public ValueTask DisposeAsync() { Thread.Sleep(Timeout.Infinite); return default; }"));
        await plugins.CreateAsync("Odd");

        var disposing = plugins.Host.DisposeAsync().AsTask();
        await time.TimerAsync(TimeSpan.FromSeconds(2));
        time.Advance(TimeSpan.FromSeconds(2));

        await disposing;
    }

    [Fact]
    public async Task A_dispose_that_throws_harms_nobody()
    {
        plugins.Add("Odd", PluginSources.With(
            "public ValueTask DisposeAsync() => throw new InvalidOperationException();"));
        var check = await plugins.CreateAsync("Odd");

        await check.DisposeAsync();
    }

    [Fact]
    public async Task A_disposed_check_is_not_called_any_more()
    {
        plugins.Add("Odd", PluginSources.With(""));
        var check = await plugins.CreateAsync("Odd");
        await check.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => check.CheckAsync(CancellationToken.None));
    }

    private static async Task IsSetAsync(string key)
    {
        var patience = Stopwatch.StartNew();
        while (AppContext.GetData(key) is null)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), $"{key} does not come");
            await Pause.TickAsync();
        }
    }
}
