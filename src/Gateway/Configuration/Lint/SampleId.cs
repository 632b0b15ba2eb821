using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>51 is the id of keepalived's examples and of ours: on a segment with others somebody has it already. Among
/// unicast peers nobody else hears it.</summary>
internal sealed class SampleId : ILintRule
{
    private const byte Sample = 51;

    /// <inheritdoc/>
    public string Id => "sample-id";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config) =>
        from router in config.Vrrp.VirtualRouters
        where router.VirtualRouterId == Sample && router.Peers.IsEmpty
        select new ConfigError($"Vrrp:Instances:{router.Name}:VirtualRouterId",
            "51 is the id of most examples, and with multicast everybody on the network hears it: two groups with one "
            + "id disturb each other; use another number of 1 to 255, or unicast.");
}
