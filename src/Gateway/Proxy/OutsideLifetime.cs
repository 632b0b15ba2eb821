namespace Gateway.Proxy;

/// <summary>The web application starts and stops when it is told to. Signals are the process's, which also speaks
/// VRRP.</summary>
internal sealed class OutsideLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
