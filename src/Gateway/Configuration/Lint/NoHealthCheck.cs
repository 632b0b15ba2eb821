using Gateway.Configuration.Building;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>An instance that tracks nothing stays where it is while the proxy beside it is broken.</summary>
internal sealed class NoHealthCheck : ILintRule
{
    /// <inheritdoc/>
    public string Id => "no-health-check";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config) =>
        from router in config.Vrrp.VirtualRouters
        where router.Track.IsEmpty && config.Nodes.Length > 1
        select new ConfigError($"Vrrp:Instances:{router.Name}",
            "tracks nothing: the addresses stay on a machine whose proxy does not answer; add for example "
            + $"\"Track\": {{ \"{HealthChecksBuilder.BuiltIn}\": -60 }}.");
}
