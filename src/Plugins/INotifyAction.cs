namespace Gateway.Plugins;

/// <summary>Tells somebody what has happened. <see cref="IPlugin"/> tells its life.</summary>
public interface INotifyAction : IPlugin
{
    /// <summary>Step 4: tells it, once. Notifications about one subject come in the order in which they
    /// happened.</summary>
    /// <param name="notification">What has happened.</param>
    /// <param name="cancellationToken">Cancelled at the timeout and when the host stops. An action that goes on
    /// regardless is not called again until it returns.</param>
    /// <exception cref="Exception">Any exception means that it was not told. The host tries again later, unless newer
    /// news of the same subject has come meanwhile: then that is told instead.</exception>
    Task NotifyAsync(Notification notification, CancellationToken cancellationToken);
}
