using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Plugins.Tests.Loading;

/// <summary>Facts about what remains of a plugin.</summary>
public sealed class PluginUnloadTests
{
    [Fact]
    public async Task A_plugin_that_was_used_leaves_nothing()
    {
        var context = await UseAsync("Used" + Guid.NewGuid().ToString("N"), PluginSources.Good);

        Assert.True(await IsGoneAsync(context));
    }

    [Fact]
    public async Task A_plugin_whose_settings_were_refused_leaves_nothing()
    {
        var context = await RefuseAsync("Refused" + Guid.NewGuid().ToString("N"));

        Assert.True(await IsGoneAsync(context));
    }

    [Fact]
    public async Task A_plugin_stays_loaded_while_a_check_runs()
    {
        var name = "Running" + Guid.NewGuid().ToString("N");
        await using var plugins = new PluginFolder();
        plugins.Add(name, PluginSources.With("""
            public async Task<HealthResult> CheckAsync(CancellationToken t)
            {
                await new TaskCompletionSource().Task.WaitAsync(t);
                return default;
            }
            """));
        var check = await plugins.CreateAsync(name);
        var context = ContextOf(name);
        using var cancel = new CancellationTokenSource();
        var run = check.CheckAsync(cancel.Token);

        await plugins.Host.DisposeAsync();

        Assert.False(await IsGoneAsync(context, patience: 2));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAsync(string name, string source)
    {
        await using var plugins = new PluginFolder();
        plugins.Add(name, source);
        await CheckAsync(plugins, name);
        return ContextOf(name);
    }

    /// <summary>A method of its own: the task of an async method, which a debug build keeps on its caller's stack,
    /// holds all its locals, and the check among them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task CheckAsync(PluginFolder plugins, string name)
    {
        var check = await plugins.CreateAsync(name, """{ "Text": "hello", "Pause": "10ms" }""");
        Assert.True((await plugins.Threads.RunAsync(() => check.CheckAsync(CancellationToken.None))).IsHealthy);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> RefuseAsync(string name)
    {
        await using var plugins = new PluginFolder();
        plugins.Add(name, PluginSources.Good);
        await plugins.FailsAsync(name, """{ "Text": 3, "Pause": "soon" }""");
        // It may be gone by now: nobody else uses the plugin.
        return new(AssemblyLoadContext.All.SingleOrDefault(context => context.Name == name));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ContextOf(string name) =>
        new(AssemblyLoadContext.All.Single(context => context.Name == name));

    /// <summary>Looks from a fresh stack: this one may still carry the frames that used the plugin.</summary>
    private static Task<bool> IsGoneAsync(WeakReference context, int patience = 100) =>
        Task.Run(() => IsGone(context, patience));

    private static bool IsGone(WeakReference context, int patience)
    {
        for (var i = 0; context.IsAlive && i < patience; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return !context.IsAlive;
    }
}
