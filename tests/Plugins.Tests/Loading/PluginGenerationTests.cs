using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Shared;

namespace Plugins.Tests.Loading;

/// <summary>Facts about what becomes of a generation that another one has replaced (issue 4, point 2: drains running
/// calls, unload asserted by weak references, a leak reported by name).</summary>
public sealed class PluginGenerationTests : IAsyncDisposable
{
    private readonly string name = "Gen" + Guid.NewGuid().ToString("N");
    private readonly FakeTime time = new();
    private readonly PluginFolder plugins;

    public PluginGenerationTests() => plugins = new PluginFolder(time);

    public ValueTask DisposeAsync() => plugins.DisposeAsync();

    [Fact]
    public async Task A_replaced_generation_leaves_nothing()
    {
        plugins.Add(name, PluginSources.With(""));
        var check = await plugins.OpenAsync(name);
        await AskAsync(check);
        var old = ContextOf();

        await ReplaceAsync();
        await AskAsync(check);

        Assert.True(await IsGoneAsync(old));
        plugins.Host.Unloads.Look();
        Assert.False(plugins.Host.Unloads.IsWaiting);
        Assert.Equal(0, plugins.Host.Unloads.Leaks);
    }

    [Fact]
    public async Task A_refused_generation_leaves_nothing()
    {
        plugins.Add(name, PluginSources.With(""));
        await plugins.OpenAsync(name);
        var first = ContextOf();

        plugins.Add(name, PluginSources.With("public Odd() => throw new InvalidOperationException();"));
        await plugins.ApplyAsync();

        Assert.True(await IsOnlyAsync(first));
    }

    [Fact]
    public async Task A_call_under_way_ends_on_the_generation_where_it_began()
    {
        plugins.Add(name, Waiting("one"));
        var check = await plugins.OpenAsync(name);
        var old = ContextOf();
        var run = check.CheckAsync(CancellationToken.None);

        await ReplaceAsync(lingers: true);

        Assert.Equal("", await AskAsync(check));
        GC.Collect();
        Assert.True(old.IsAlive);
        Assert.Contains("a call to generation 1 is still running", plugins.Log.Only(3001), StringComparison.Ordinal);
        Assert.Null(AppContext.GetData("disposed-" + name));

        Release();
        Assert.Equal("one", (await run).Text);
        await DisposedAsync();
    }

    [Fact]
    public async Task A_call_that_drained_frees_its_generation()
    {
        plugins.Add(name, Waiting("one"));
        var check = await plugins.OpenAsync(name);
        var old = ContextOf();

        await DrainAsync(check);

        Assert.True(await IsGoneAsync(old));
    }

    [Fact]
    public async Task A_slow_dispose_delays_nobody_and_frees_its_generation_in_the_end()
    {
        plugins.Add(name, PluginSources.With($$"""
            public async ValueTask DisposeAsync()
            {
                await ((Task)AppContext.GetData("release-{{name}}"));
                AppContext.SetData("disposed-{{name}}", true);
            }
            """));
        PrepareRelease();
        var check = await plugins.OpenAsync(name);
        var old = ContextOf();

        await ReplaceAsync(lingers: true);
        await AskAsync(check);
        Assert.Contains("did not finish its dispose within 2 s", plugins.Log.Only(3002), StringComparison.Ordinal);

        Release();
        await DisposedAsync();
        Assert.True(await IsGoneAsync(old));
    }

    [Fact]
    public async Task A_leak_is_named_after_half_a_minute()
    {
        plugins.Add(name, PluginSources.With(
            $"public ValueTask DisposeAsync() {{ AppContext.SetData(\"leak-{name}\", this); return default; }}"));
        await plugins.OpenAsync(name);
        await ReplaceAsync();

        time.Advance(UnloadWatch.Patience - TimeSpan.FromTicks(1));
        plugins.Host.Unloads.Look();
        Assert.True(plugins.Host.Unloads.IsWaiting);
        time.Advance(TimeSpan.FromTicks(1));
        plugins.Host.Unloads.Look();

        Assert.StartsWith($"3009 Warning: Plugin {name} leaks: generation 1 has ended but is still in memory",
            plugins.Log.Only(3009), StringComparison.Ordinal);
        Assert.Equal((1, false), (plugins.Host.Unloads.Leaks, plugins.Host.Unloads.IsWaiting));
        AppContext.SetData("leak-" + name, null);
    }

    [Fact]
    public async Task A_call_that_never_returns_is_named_and_not_called_a_leak()
    {
        plugins.Add(name, Waiting("one"));
        var check = await plugins.OpenAsync(name);
        var run = check.CheckAsync(CancellationToken.None);
        await ReplaceAsync(lingers: true);

        time.Advance(UnloadWatch.Patience);
        plugins.Host.Unloads.Look();

        Assert.Contains("generation 1 is still at work", plugins.Log.Only(3008), StringComparison.Ordinal);
        Assert.DoesNotContain(plugins.Log.Lines, line => line.Contains("leaks", StringComparison.Ordinal));
        Release();
        await run;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<string> AskAsync(IHealthCheck check)
    {
        var result = await check.CheckAsync(CancellationToken.None);
        Assert.True(result.IsHealthy);
        return result.Text;
    }

    /// <summary>A method of its own: what it holds is gone when it returns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task DrainAsync(IHealthCheck check)
    {
        var run = plugins.Threads.RunAsync(() => check.CheckAsync(CancellationToken.None));
        await ReplaceAsync(lingers: true);
        Release();
        await run;
        await DisposedAsync();
    }

    /// <summary>Puts a well-behaved generation in.</summary>
    private async Task ReplaceAsync(bool lingers = false)
    {
        plugins.Add(name, PluginSources.With("/* another */"));
        var applying = plugins.ApplyAsync();
        if (lingers)
        {
            // The start has had its ten seconds BEFORE: the last timer is the patience with the old generation.
            await LingersAsync(applying);
        }

        await applying;
    }

    private async Task LingersAsync(Task applying)
    {
        while (!applying.IsCompleted)
        {
            await Pause.TickAsync();
            if (!applying.IsCompleted && plugins.Log.Lines.Any(line => line.StartsWith("3005", StringComparison.Ordinal)))
            {
                time.Advance(TimeSpan.FromSeconds(2));
            }
        }
    }

    private string Waiting(string text)
    {
        PrepareRelease();
        return PluginSources.With($$"""
            public async Task<HealthResult> CheckAsync(CancellationToken t)
            {
                await ((Task)AppContext.GetData("release-{{name}}"));
                return HealthResult.Healthy("{{text}}");
            }
            public ValueTask DisposeAsync()
            {
                AppContext.SetData("disposed-{{name}}", true);
                return default;
            }
            """);
    }

    private void PrepareRelease()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        AppContext.SetData("release-" + name, release.Task);
        AppContext.SetData("source-" + name, release);
    }

    /// <summary>Also of a dispose that has yet to come to its wait.</summary>
    private void Release() => ((TaskCompletionSource)AppContext.GetData("source-" + name)!).SetResult();

    /// <summary>The dispose runs on another thread a moment later.</summary>
    private async Task DisposedAsync()
    {
        while (AppContext.GetData("disposed-" + name) is null)
        {
            await Pause.TickAsync();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference ContextOf() => new(AssemblyLoadContext.All.Single(context => context.Name == name));

    /// <summary>Looks from a fresh stack, and for long: on a busy machine the last step of a generation waits for a
    /// thread of the pool.</summary>
    private static Task<bool> IsGoneAsync(WeakReference context) => CollectAsync(() => !context.IsAlive);

    private Task<bool> IsOnlyAsync(WeakReference context) => CollectAsync(() => context.IsAlive && Contexts() == 1);

    private static Task<bool> CollectAsync(Func<bool> isDone) => Task.Run(() =>
    {
        var clock = Stopwatch.StartNew();
        while (!isDone() && clock.Elapsed < TimeSpan.FromSeconds(20))
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return isDone();
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Contexts() => AssemblyLoadContext.All.Count(context => context.Name == name);
}
