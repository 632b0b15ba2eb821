using Gateway.Proxy;

namespace Gateway.Hosting;

/// <summary>Clients that are led away until this is disposed.</summary>
/// <param name="proxy">Who serves them.</param>
internal sealed class DrainedClients(ProxyServer proxy) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => proxy.EndDrain();
}
