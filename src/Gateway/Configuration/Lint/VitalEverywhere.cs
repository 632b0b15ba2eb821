using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>A weight of 0 takes a node out altogether. A check that fails on all of them takes the address off the
/// network, where a negative weight would leave it with one.</summary>
internal sealed class VitalEverywhere : ILintRule
{
    /// <inheritdoc/>
    public string Id => "vital-everywhere";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config) =>
        from router in config.Vrrp.VirtualRouters
        from tracked in router.Track
        where tracked.Weight == 0
        let name = config.Vrrp.Trackers[tracked.Tracker]
        select new ConfigError($"Vrrp:Instances:{router.Name}:Track:{name}",
            $"0 takes a node out while {name} fails; when it fails on all of them (a common cause, a mistake in the "
            + "check), nobody has the addresses; a negative weight leaves them with the best of the bad.");
}
