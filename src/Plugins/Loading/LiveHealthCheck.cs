namespace Gateway.Plugins.Loading;

/// <summary>A health check for its user: always the same object, whatever generation of the plugin answers. While none
/// can, it fails and says why.</summary>
internal sealed class LiveHealthCheck(PluginHost host, PluginSlot slot) : IHealthCheck
{
    /// <summary>Which generation of the plugin answers; 0 for none.</summary>
    public int Generation => slot.Generation;

    /// <inheritdoc/>
    public void Configure(PluginContext context)
    {
        // The host has done that, and does it again for each generation.
    }

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Validate() => [];

    /// <inheritdoc/>
    public async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await slot.UseAsync(plugin => ((IHealthCheck)plugin).CheckAsync(cancellationToken));
        }
        catch (PluginException why)
        {
            return HealthResult.Unhealthy(why.Message);
        }
    }

    /// <summary>Ends the check. A call under way or a dispose that hangs is waited for two seconds.</summary>
    public async ValueTask DisposeAsync() => await host.CloseAsync(slot);
}
