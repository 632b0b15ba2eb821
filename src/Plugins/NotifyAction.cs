namespace Gateway.Plugins;

/// <summary>A notify action with typed settings: derive, declare the settings, write
/// <see cref="NotifyAsync"/>.</summary>
/// <inheritdoc/>
public abstract class NotifyAction<TSettings> : Plugin<TSettings>, INotifyAction
    where TSettings : class
{
    /// <inheritdoc/>
    public abstract Task NotifyAsync(Notification notification, CancellationToken cancellationToken);
}
