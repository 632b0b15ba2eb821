using Gateway.Plugins;
using Gateway.Proxy;

namespace Gateway.Health;

/// <summary>The built-in check <c>proxy</c>: a real request through our own listener and route table, once a
/// second.</summary>
/// <param name="selfTest">Asks the way a client does.</param>
internal sealed class ProxyCheck(ProxySelfTest selfTest) : BuiltInCheck
{
    /// <inheritdoc/>
    public override async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        var wrong = await selfTest.ProbeAsync(cancellationToken);
        return wrong is null ? HealthResult.Healthy("the listener answers") : HealthResult.Unhealthy(wrong);
    }
}
