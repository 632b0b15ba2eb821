using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy.Upstreams;

/// <summary>Makes the connections of each cluster: YARP's, with our defaults, and with its probes before
/// them.</summary>
/// <param name="checks">The health checks.</param>
/// <param name="logger">Gets YARP's words.</param>
internal sealed class UpstreamClients(NamedChecks checks, ILogger<ForwarderHttpClientFactory> logger)
    : ForwarderHttpClientFactory(logger)
{
    /// <inheritdoc/>
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        ProxyDefaults.Apply(context, handler);
    }

    /// <inheritdoc/>
    protected override HttpMessageHandler WrapHandler(
        ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new ProbeHandler(base.WrapHandler(context, handler), checks);
}
