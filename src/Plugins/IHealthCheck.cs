namespace Gateway.Plugins;

/// <summary>Says whether something this machine needs is well. Its word moves the priority of virtual routers that
/// track it. <see cref="IPlugin"/> tells its life.</summary>
public interface IHealthCheck : IPlugin
{
    /// <summary>Step 4: looks once.</summary>
    /// <param name="cancellationToken">Cancelled at the timeout and when the host stops. A check that goes on
    /// regardless counts as failed, and is not called again until it returns.</param>
    /// <returns>What it saw. An exception counts as failed, with the exception's message as text.</returns>
    Task<HealthResult> CheckAsync(CancellationToken cancellationToken);
}
