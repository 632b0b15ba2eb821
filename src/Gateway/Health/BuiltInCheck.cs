using Gateway.Plugins;

namespace Gateway.Health;

/// <summary>A check of the gateway's own: nothing to set, nothing to dispose.</summary>
internal abstract class BuiltInCheck : IHealthCheck
{
    /// <inheritdoc/>
    public void Configure(PluginContext context)
    {
        // There is nothing to set.
    }

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Validate() => [];

    /// <inheritdoc/>
    public abstract Task<HealthResult> CheckAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
