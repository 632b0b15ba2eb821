using System.Text.Json;

namespace Gateway.Plugins.Loading;

/// <summary>A check or action of the configuration, and what fills it at the moment: an instance of the newest good
/// generation of its plugin, or nothing. Safe from any thread.</summary>
/// <param name="kind">What the plugin has to be.</param>
/// <param name="plugin">The plugin's name.</param>
/// <param name="name">The name of the check or action.</param>
/// <param name="settings">Its settings.</param>
internal sealed class PluginSlot(PluginKind kind, string plugin, string name, JsonElement settings)
{
    private readonly Lock _gate = new();
    private PluginInstance? _instance;
    private PluginException? _why;
    private bool _closed;

    /// <summary>What the plugin has to be.</summary>
    public PluginKind Kind => kind;

    /// <summary>The plugin's name.</summary>
    public string Plugin => plugin;

    /// <summary>The name of the check or action.</summary>
    public string Name => name;

    /// <summary>"check NAME" or "action NAME".</summary>
    public string Title => kind == PluginKind.HealthCheck ? $"check {name}" : $"action {name}";

    /// <summary>Its settings.</summary>
    public JsonElement Settings => settings;

    /// <summary>Which generation fills it; 0 for none.</summary>
    public int Generation
    {
        get
        {
            lock (_gate)
            {
                return _instance?.Generation ?? 0;
            }
        }
    }

    /// <summary>Calls what fills the slot at this moment. It is not disposed before the call returns, whatever fills
    /// the slot meanwhile. The call begins on the caller's thread.</summary>
    /// <exception cref="PluginException">Nothing fills it; the message says why.</exception>
    /// <exception cref="ObjectDisposedException">The slot is closed.</exception>
    public async Task<T> UseAsync<T>(Func<IPlugin, Task<T>> use)
    {
        var instance = Enter();
        try
        {
            return await use(instance.Plugin);
        }
        finally
        {
            instance.Exit();
        }
    }

    /// <summary>Puts an instance in; the one before takes no more calls from here on.</summary>
    /// <returns>Ends when the one before has ended or lingers.</returns>
    public Task FillAsync(PluginInstance instance) => SwapAsync(instance, null, close: false);

    /// <summary>Takes the instance out.</summary>
    /// <param name="why">What calls are told until another is put in.</param>
    public Task EmptyAsync(PluginException why) => SwapAsync(null, why, close: false);

    /// <summary>Takes the instance out for good.</summary>
    public Task CloseAsync() => SwapAsync(null, null, close: true);

    private PluginInstance Enter()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return _instance is { } instance && instance.TryEnter() ? instance
                : throw _why ?? new PluginException(plugin, "it is not loaded");
        }
    }

    private Task SwapAsync(PluginInstance? next, PluginException? why, bool close)
    {
        PluginInstance? unwanted;
        lock (_gate)
        {
            unwanted = _closed ? next : _instance;
            _instance = _closed ? null : next;
            _why = why;
            _closed |= close;
        }

        return unwanted?.RetireAsync() ?? Task.CompletedTask;
    }
}
