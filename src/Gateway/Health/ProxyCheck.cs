using Gateway.Plugins;
using Gateway.Proxy;

namespace Gateway.Health;

/// <summary>The built-in check <c>proxy</c>: a real request through our own listener, once a second.</summary>
/// <param name="selfTest">Asks the way a client does.</param>
internal sealed class ProxyCheck(ProxySelfTest selfTest) : IHealthCheck
{
    /// <summary>The check with its rhythm: 1 s, three failures to fail, two successes to recover.</summary>
    public static ScheduledCheck Schedule(ProxySelfTest selfTest) => new()
    {
        Name = Configuration.Building.HealthChecksBuilder.BuiltIn,
        Interval = TimeSpan.FromSeconds(1),
        Timeout = TimeSpan.FromSeconds(1),
        Rise = 2,
        Fall = 3,
        IsBuiltIn = true,
        Check = new ProxyCheck(selfTest),
    };

    /// <inheritdoc/>
    public void Configure(PluginContext context)
    {
        // There is nothing to set.
    }

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Validate() => [];

    /// <inheritdoc/>
    public async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        var wrong = await selfTest.ProbeAsync(cancellationToken);
        return wrong is null ? HealthResult.Healthy("the listener answers") : HealthResult.Unhealthy(wrong);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
