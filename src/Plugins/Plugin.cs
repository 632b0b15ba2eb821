namespace Gateway.Plugins;

/// <summary>What <see cref="HealthCheck{TSettings}"/> and <see cref="NotifyAction{TSettings}"/> have in common: typed
/// settings.</summary>
/// <typeparam name="TSettings">The settings; see <see cref="PluginContext.Bind{TSettings}"/> for what they may
/// hold.</typeparam>
public abstract class Plugin<TSettings> : IPlugin
    where TSettings : class
{
    /// <summary>What the host gave.</summary>
    /// <exception cref="InvalidOperationException">Before <see cref="Configure"/>.</exception>
    protected PluginContext Context
    {
        get => field ?? throw new InvalidOperationException("The context is there from step 2 (Configure) on.");
        private set;
    }

    /// <summary>The settings.</summary>
    /// <exception cref="InvalidOperationException">Before <see cref="Configure"/>.</exception>
    protected TSettings Settings
    {
        get => field ?? throw new InvalidOperationException("The settings are there from step 2 (Configure) on.");
        private set;
    }

    /// <summary>Binds the settings.</summary>
    /// <inheritdoc/>
    public virtual void Configure(PluginContext context)
    {
        Context = context;
        Settings = context.Bind<TSettings>();
    }

    /// <summary>Finds nothing wrong unless overridden.</summary>
    /// <inheritdoc/>
    public virtual IEnumerable<SettingsProblem> Validate() => [];

    /// <summary>Does nothing unless overridden.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
