namespace Gateway.Plugins;

/// <summary>A health check with typed settings: derive, declare the settings, write <see cref="CheckAsync"/>.</summary>
/// <inheritdoc/>
public abstract class HealthCheck<TSettings> : Plugin<TSettings>, IHealthCheck
    where TSettings : class
{
    /// <inheritdoc/>
    public abstract Task<HealthResult> CheckAsync(CancellationToken cancellationToken);
}
