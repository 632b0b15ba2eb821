using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Lint;

/// <summary>An interval so short that the peers lose patience while this process is merely late. The lease of the
/// addresses is no worry: however short the interval, it has room for three quarters of a second
/// (<see cref="Timing.LeaseSeconds"/>).</summary>
internal sealed class ShortInterval : ILintRule
{
    // How late the engine's thread was, at the worst, in a process that allocates all it can on a busy machine.
    private static readonly Duration Lateness = Duration.FromMilliseconds(60);

    /// <inheritdoc/>
    public string Id => "short-interval";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config)
    {
        if (config.Nodes.Length < 2)
        {
            yield break;
        }

        var heir = config.Nodes.OrderByDescending(node => node.Priority).ElementAt(1);
        foreach (var router in config.Vrrp.VirtualRouters)
        {
            var patience = Timing.MasterDownInterval(router.Version, heir.Priority, router.AdvertisementInterval);
            if (patience < Lateness * 2)
            {
                yield return new($"Vrrp:Instances:{router.Name}:AdvertisementInterval",
                    $"after {patience} of silence {heir.Name} takes the addresses, and a Master that is well may be "
                    + $"{Lateness} late on a busy machine: they would move for nothing; use 50ms or more.");
            }
        }
    }
}
