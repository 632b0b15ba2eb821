using Gateway.Proxy;

namespace Gateway.Hosting;

/// <summary>Clients that are led away until this is disposed.</summary>
/// <param name="proxy">Who serves them.</param>
/// <param name="hold">Has new ones wait while the addresses move; ends with this.</param>
internal sealed class DrainedClients(ProxyServer proxy, HandoverHold hold) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        hold.Dispose();
        proxy.EndDrain();
    }
}
