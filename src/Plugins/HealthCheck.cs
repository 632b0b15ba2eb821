namespace Gateway.Plugins;

/// <summary>A health check with typed settings: derive, declare the settings, write <see cref="CheckAsync"/>.</summary>
/// <typeparam name="TSettings">The settings; see <see cref="HealthCheckContext.Bind{TSettings}"/> for what they may
/// hold.</typeparam>
public abstract class HealthCheck<TSettings> : IHealthCheck
    where TSettings : class
{
    /// <summary>What the host gave.</summary>
    /// <exception cref="InvalidOperationException">Before <see cref="Configure"/>.</exception>
    protected HealthCheckContext Context
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
    public virtual void Configure(HealthCheckContext context)
    {
        Context = context;
        Settings = context.Bind<TSettings>();
    }

    /// <summary>Finds nothing wrong unless overridden.</summary>
    /// <inheritdoc/>
    public virtual IEnumerable<SettingsProblem> Validate() => [];

    /// <inheritdoc/>
    public abstract Task<HealthResult> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Does nothing unless overridden.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
