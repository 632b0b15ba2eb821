using System.Diagnostics;
using System.Text.Json;
using Gateway.Plugins;

namespace Shared;

/// <summary>What every plugin must keep: derive, name the plugin, give it settings. Authors may compile this file into
/// their own tests; it needs the contract and xunit.v3.</summary>
/// <remarks>Threads and open files of the whole process are counted: no other test may run beside it.</remarks>
/// <typeparam name="TPlugin">The plugin's one public type.</typeparam>
public abstract class PluginConformance<TPlugin>
    where TPlugin : IPlugin, new()
{
    private const int Uses = 40;
    private const int LongestText = 500;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    /// <summary>Settings with which it works at once.</summary>
    protected abstract string GoodSettings { get; }

    /// <summary>Settings that are valid, and with which it fails at once: nobody listens there.</summary>
    protected abstract string FailingSettings { get; }

    /// <summary>Settings that are valid, and with which it waits for long: nobody answers there. Null for a plugin that
    /// waits for nothing.</summary>
    protected virtual string? HangingSettings => null;

    /// <summary>Settings of the right form with more than one thing wrong.</summary>
    protected abstract string WrongSettings { get; }

    /// <summary>The paths of all that is wrong with <see cref="WrongSettings"/>.</summary>
    protected abstract IReadOnlyList<string> WrongPaths { get; }

    [Fact]
    public void It_is_the_one_plugin_of_its_dll()
    {
        var types = typeof(TPlugin).Assembly.GetExportedTypes()
            .Where(type => type.IsAssignableTo(typeof(IHealthCheck)) || type.IsAssignableTo(typeof(INotifyAction)));

        Assert.Equal(typeof(TPlugin), Assert.Single(types));
    }

    [Fact]
    public async Task The_constructor_has_no_effects()
    {
        var before = Count();

        var plugins = Enumerable.Range(0, Uses).Select(_ => new TPlugin()).ToList();

        AssertNoLeak(before);
        foreach (var plugin in plugins)
        {
            await plugin.DisposeAsync();
        }
    }

    [Fact]
    public void A_setting_that_does_not_exist_is_refused_by_name()
    {
        const string Typo = "NoSuchSettingAtAll";
        var settings = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(GoodSettings)!;
        settings[Typo] = JsonElement.Parse("1");

        var error = Assert.Throws<SettingsException>(() => Configure(new TPlugin(), JsonSerializer.Serialize(settings)));

        Assert.Equal(Typo, Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task Good_settings_have_no_problems()
    {
        foreach (var settings in new[] { GoodSettings, FailingSettings, HangingSettings }.OfType<string>())
        {
            await using var plugin = Configure(new TPlugin(), settings);

            Assert.Empty(plugin.Validate());
        }
    }

    [Fact]
    public async Task All_that_is_wrong_is_named_at_once()
    {
        await using var plugin = Configure(new TPlugin(), WrongSettings);

        var problems = plugin.Validate().ToList();

        Assert.Equal(WrongPaths.Order(), problems.Select(problem => problem.Path).Order());
        Assert.All(problems, problem => AssertOneLine(problem.Message));
    }

    [Fact]
    public async Task Dispose_works_after_every_step()
    {
        await new TPlugin().DisposeAsync();

        var refused = new TPlugin();
        Assert.Throws<SettingsException>(() => Configure(refused, "[]"));
        await refused.DisposeAsync();

        var configured = Configure(new TPlugin(), GoodSettings);
        await configured.DisposeAsync();

        var wrong = Configure(new TPlugin(), WrongSettings);
        Assert.NotEmpty(wrong.Validate());
        await wrong.DisposeAsync();
    }

    [Fact]
    public Task It_works_again_and_again_and_leaves_nothing_behind() => UseOftenAsync(GoodSettings, isWell: true);

    [Fact]
    public Task It_fails_again_and_again_by_a_task_and_leaves_nothing_behind() =>
        UseOftenAsync(FailingSettings, isWell: false);

    [Fact]
    public async Task It_works_beside_another_of_its_kind()
    {
        await using var one = Ready(GoodSettings);
        await using var other = Ready(FailingSettings);

        var both = await Task.WhenAll(UseAsync(one), UseAsync(other)).WaitAsync(Soon);

        Assert.Equal((true, false), (both[0].IsWell, both[1].IsWell));
    }

    [Fact]
    public async Task It_ends_soon_when_it_is_cancelled_before_it_begins()
    {
        await using var plugin = Ready(HangingSettings ?? GoodSettings);

        await UseAsync(plugin, new CancellationToken(canceled: true)).WaitAsync(Soon);
    }

    [Fact]
    public async Task It_ends_soon_when_it_is_cancelled_while_it_waits()
    {
        await using var plugin = Ready(HangingSettings ?? GoodSettings);
        using var cancel = new CancellationTokenSource();

        var use = UseAsync(plugin, cancel.Token);
        Assert.True(HangingSettings is null || !use.IsCompleted, "it does not wait");
        await cancel.CancelAsync();

        var (isWell, _) = await use.WaitAsync(Soon);
        Assert.True(HangingSettings is null || !isWell, "cancelled, it says that all is well");
    }

    private async Task UseOftenAsync(string settings, bool isWell)
    {
        await using var plugin = Ready(settings);
        var before = (0, 0);
        for (var use = 0; use < 2 * Uses; use++)
        {
            var (saw, text) = await UseAsync(plugin).WaitAsync(Soon);
            Assert.True(saw == isWell, text);
            AssertOneLine(text);

            // The first uses fill caches and pools.
            before = use == Uses - 1 ? Count() : before;
        }

        AssertNoLeak(before);
    }

    private static TPlugin Configure(TPlugin plugin, string settings)
    {
        plugin.Configure(new PluginContext
        {
            Plugin = typeof(TPlugin).Assembly.GetName().Name!,
            Name = "conformance",
            Settings = JsonElement.Parse(settings),
        });
        return plugin;
    }

    /// <summary>As the host does it: the check of the settings comes before the first use.</summary>
    private static TPlugin Ready(string settings)
    {
        var plugin = Configure(new TPlugin(), settings);
        Assert.Empty(plugin.Validate());
        return plugin;
    }

    /// <summary>One use. A plugin that throws instead of returning a task fails the test.</summary>
    private static async Task<(bool IsWell, string Text)> UseAsync(
        IPlugin plugin, CancellationToken cancellationToken = default)
    {
        if (plugin is IHealthCheck check)
        {
            var looking = check.CheckAsync(cancellationToken);
            return await Caught(looking) ?? ((await looking).IsHealthy, (await looking).Text);
        }

        var telling = ((INotifyAction)plugin).NotifyAsync(Told, cancellationToken);
        return await Caught(telling) ?? (true, "");
    }

    private static Notification Told => new()
    {
        Kind = NotificationKind.Master,
        Subject = "lan4",
        Priority = 150,
        Reason = "no Master was heard",
        Sequence = 1,
        At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Node = "edge-a",
    };

    private static async Task<(bool IsWell, string Text)?> Caught(Task use)
    {
        await use.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return use.Exception is { } failed ? (false, failed.GetBaseException().Message)
            : use.IsCanceled ? (false, "cancelled")
            : null;
    }

    private static void AssertOneLine(string text)
    {
        Assert.DoesNotContain(text, char.IsControl);
        Assert.InRange(text.Length, 0, LongestText);
    }

    private static (int Threads, int Files) Count()
    {
        // What is garbage is not a leak.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return (process.Threads.Count, Directory.GetFileSystemEntries("/proc/self/fd").Length);
    }

    /// <summary>The pool of threads and the runner come and go by a few.</summary>
    private static void AssertNoLeak((int Threads, int Files) before)
    {
        var after = Count();
        Assert.InRange(after.Threads, 0, before.Threads + (Uses / 2));
        Assert.InRange(after.Files, 0, before.Files + (Uses / 2));
    }
}
