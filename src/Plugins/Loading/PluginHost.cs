using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Gateway.Plugins.Loading;

/// <summary>Loads each plugin at its first use, owns every check and action made, and moves them to another generation
/// when the plugin's folder has changed. Safe from any thread.</summary>
/// <remarks>Whoever uses a check or action keeps one object and notices nothing of the generations.</remarks>
[SuppressMessage("Usage", "CA2213", Justification = "A semaphore without wait handle holds nothing, and a check may "
    + "be disposed after its host.")]
internal sealed partial class PluginHost : IAsyncDisposable
{
    private readonly PluginCatalog _catalog;
    private readonly PluginThreads _threads;
    private readonly ILogger _logger;
    private readonly PluginStarter _starter;

    // Held while plugins are loaded and replaced: what follows belongs to whoever has it.
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, InstalledPlugin> _plugins = new(StringComparer.Ordinal);
    private readonly List<PluginSlot> _slots = [];
    private bool _disposed;

    /// <summary>A host without plugins.</summary>
    /// <param name="catalog">Where plugins are.</param>
    /// <param name="threads">The threads on which they run.</param>
    /// <param name="loggers">Where they log, as <c>Gateway.Plugin.PLUGIN.NAME</c>.</param>
    /// <param name="time">The clock they get.</param>
    public PluginHost(PluginCatalog catalog, PluginThreads threads, ILoggerFactory loggers, TimeProvider time)
    {
        _catalog = catalog;
        _threads = threads;
        _logger = loggers.CreateLogger<PluginHost>();
        _starter = new PluginStarter(threads, loggers, time);
        Unloads = new UnloadWatch(time, _logger);
    }

    /// <summary>What was retired and is not gone yet.</summary>
    public UnloadWatch Unloads { get; }

    /// <summary>The folder of plugins.</summary>
    public string Folder => _catalog.Folder;

    /// <summary>Makes a check ready for use: steps 1 to 3 of its life, in at most ten seconds.</summary>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="settings">The check's settings.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The check, owned by this host; disposing it earlier is allowed.</returns>
    /// <exception cref="PluginException">There is no such plugin, it does not load, it throws or hangs, or the settings
    /// are wrong. Nothing remains of it then, except of one that hangs.</exception>
    public async Task<IHealthCheck> CreateHealthCheckAsync(
        string plugin, string name, JsonElement settings, CancellationToken cancellationToken) =>
        new LiveHealthCheck(this, await AddAsync(
            new(PluginKind.HealthCheck, plugin, name, settings), isStrict: true, cancellationToken));

    /// <summary>Makes an action ready for use, as
    /// <see cref="CreateHealthCheckAsync(string, string, JsonElement, CancellationToken)"/> a check.</summary>
    /// <exception cref="PluginException">As there.</exception>
    public async Task<INotifyAction> CreateNotifyActionAsync(
        string plugin, string name, JsonElement settings, CancellationToken cancellationToken) =>
        new LiveNotifyAction(this, await AddAsync(
            new(PluginKind.NotifyAction, plugin, name, settings), isStrict: true, cancellationToken));

    /// <summary>As CreateHealthCheckAsync, but a check that cannot run is one that fails, and goes on
    /// failing until its plugin's folder has changed for the better; the log says why.</summary>
    public async Task<IHealthCheck> OpenHealthCheckAsync(
        string plugin, string name, JsonElement settings, CancellationToken cancellationToken) =>
        new LiveHealthCheck(this, await AddAsync(
            new(PluginKind.HealthCheck, plugin, name, settings), isStrict: false, cancellationToken));

    /// <summary>As CreateNotifyActionAsync, but an action that cannot run is one that throws, until its plugin's folder
    /// has changed for the better; the log says why.</summary>
    public async Task<INotifyAction> OpenNotifyActionAsync(
        string plugin, string name, JsonElement settings, CancellationToken cancellationToken) =>
        new LiveNotifyAction(this, await AddAsync(
            new(PluginKind.NotifyAction, plugin, name, settings), isStrict: false, cancellationToken));

    /// <summary>Disposes every check and action and unloads every plugin. Takes two seconds if some hang; these stay
    /// loaded.</summary>
    public async ValueTask DisposeAsync()
    {
        ImmutableArray<PluginSlot> ending;
        await _gate.WaitAsync();
        try
        {
            _disposed = true;
            foreach (var installed in _plugins.Values)
            {
                Retire(installed);
            }

            _plugins.Clear();
            ending = [.. _slots];
            _slots.Clear();
        }
        finally
        {
            _gate.Release();
        }

        await Task.WhenAll(ending.Select(slot => slot.CloseAsync()));
    }

    /// <summary>Ends a check or action, and with the last one of a plugin the plugin.</summary>
    internal async Task CloseAsync(PluginSlot slot)
    {
        await _gate.WaitAsync();
        try
        {
            _slots.Remove(slot);
            ForgetIfUnused(slot.Plugin);
        }
        finally
        {
            _gate.Release();
        }

        await slot.CloseAsync();
    }

    private async Task<PluginSlot> AddAsync(PluginSlot slot, bool isStrict, CancellationToken cancellationToken)
    {
        while (!await TryAddAsync(slot, isStrict, cancellationToken))
        {
            // Its plugin has changed while it started: once more, with what is there now.
        }

        return slot;
    }

    private async Task<bool> TryAddAsync(PluginSlot slot, bool isStrict, CancellationToken cancellationToken)
    {
        var (installed, handle, start) = await BeginAsync(slot, cancellationToken);
        // Not under the gate: one that hangs keeps no other waiting.
        await ((Task)start).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            installed.Starting--;
            if (!_disposed && installed.Handle == handle)
            {
                await TakeAsync(slot, start, isStrict);
                return true;
            }

            await PluginStarter.DiscardAsync(start);
            ObjectDisposedException.ThrowIf(_disposed, this);
            return false;
        }
        finally
        {
            ForgetIfUnused(slot.Plugin);
            _gate.Release();
        }
    }

    /// <summary>Loads the plugin if need be, and begins to start what it is to be.</summary>
    private async Task<(InstalledPlugin Installed, PluginHandle? Handle, Task<PluginInstance> Start)> BeginAsync(
        PluginSlot slot, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var installed = InstalledOf(slot.Plugin);
            installed.Starting++;
            try
            {
                installed.Handle ??= await LoadAsync(installed);
            }
            catch (PluginException wrong)
            {
                return (installed, null, Task.FromException<PluginInstance>(wrong));
            }

            return (installed, installed.Handle, _starter.StartAsync(installed.Handle, slot, cancellationToken));
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task TakeAsync(PluginSlot slot, Task<PluginInstance> start, bool isStrict)
    {
        try
        {
            await slot.FillAsync(await start);
        }
        catch (PluginException wrong) when (!isStrict)
        {
            await slot.EmptyAsync(wrong);
            LogCannotRun(slot.Plugin, slot.Title, wrong.Message, Consequence(slot));
        }

        _slots.Add(slot);
    }

    private InstalledPlugin InstalledOf(string plugin)
    {
        if (!_plugins.TryGetValue(plugin, out var installed))
        {
            _plugins[plugin] = installed = new InstalledPlugin(plugin);
            // BEFORE it is loaded: what changes meanwhile is a change.
            installed.Seen = installed.Tried = FolderStamp.Of(_catalog, plugin);
        }

        return installed;
    }

    // What nobody uses is not watched either: who comes next loads it as it is then.
    private void ForgetIfUnused(string plugin)
    {
        if (_plugins.TryGetValue(plugin, out var installed) && installed.Starting == 0
            && !_slots.Exists(slot => slot.Plugin == plugin))
        {
            _plugins.Remove(plugin);
            Retire(installed);
        }
    }

    /// <summary>On a plugin thread: the folder may lie on a disk that does not answer.</summary>
    private Task<PluginHandle> LoadAsync(InstalledPlugin installed)
    {
        var generation = ++installed.Generations;
        return _threads.RunAsync(() => Task.FromResult(PluginHandle.Load(_catalog, installed.Name, generation)));
    }

    private void Retire(InstalledPlugin installed)
    {
        if (installed.Handle is { } handle)
        {
            handle.Retire();
            Unloads.Add(handle);
            installed.Handle = null;
        }
    }

    private static string Consequence(PluginSlot slot) =>
        slot.Kind == PluginKind.HealthCheck ? "The check counts as failed" : "The action tells nobody";

    [LoggerMessage(EventId = 3004, Level = LogLevel.Error,
        Message = "{Title} cannot run: {Why}. {Consequence} until the folder of plugin {Plugin} has changed")]
    private partial void LogCannotRun(string plugin, string title, string why, string consequence);
}
