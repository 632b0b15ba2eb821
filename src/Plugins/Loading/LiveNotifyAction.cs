namespace Gateway.Plugins.Loading;

/// <summary>A notify action for its user: always the same object, whatever generation of the plugin tells. While none
/// can, it throws and says why.</summary>
internal sealed class LiveNotifyAction(PluginHost host, PluginSlot slot) : INotifyAction
{
    /// <summary>Which generation of the plugin tells; 0 for none.</summary>
    public int Generation => slot.Generation;

    /// <inheritdoc/>
    public void Configure(PluginContext context)
    {
        // The host has done that, and does it again for each generation.
    }

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Validate() => [];

    /// <inheritdoc/>
    public Task NotifyAsync(Notification notification, CancellationToken cancellationToken) =>
        slot.UseAsync(async plugin =>
        {
            await ((INotifyAction)plugin).NotifyAsync(notification, cancellationToken);
            return true;
        });

    /// <summary>Ends the action. A call under way or a dispose that hangs is waited for two seconds.</summary>
    public async ValueTask DisposeAsync() => await host.CloseAsync(slot);
}
