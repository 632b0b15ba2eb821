using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Lint;

/// <summary>An interval so short that a Backup takes over while the Master is merely late. The lease of the addresses
/// is no worry: it has room for three quarters of a second, however short the interval
/// (<see cref="Timing.LeaseSlack"/>).</summary>
internal sealed class ShortInterval : ILintRule
{
    // How late the engine's thread was, at the worst, in a process that allocates all it can on a busy machine.
    private static readonly Duration Lateness = Duration.FromMilliseconds(60);

    private static readonly Duration Comfortable = Duration.FromMilliseconds(100);

    /// <inheritdoc/>
    public string Id => "short-interval";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config)
    {
        foreach (var router in config.Vrrp.VirtualRouters.Where(router => router.Contenders.Length > 1))
        {
            var heir = router.Contenders.OrderByDescending(contender => contender.Priority).ElementAt(1);
            var slack = Timing.Slack(router.Version, heir.Priority, router.AdvertisementInterval);
            if (slack < Comfortable)
            {
                yield return new($"Vrrp:Instances:{router.Name}:AdvertisementInterval",
                    $"a Master that is {slack} late loses the addresses to {heir.Node}, and a sound one may be "
                    + $"{Lateness} late on a busy machine: they may move for nothing; use 50ms or more.");
            }
        }
    }
}
