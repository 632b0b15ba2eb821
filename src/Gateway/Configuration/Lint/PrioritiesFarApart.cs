using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Lint;

/// <summary>The lower a priority, the longer its node hesitates behind a farewell: its skew. Only the order of
/// priorities matters, so that time is given away.</summary>
internal sealed class PrioritiesFarApart : ILintRule
{
    private const byte Advised = 240;

    // Beyond what the advised priority costs: at long intervals that is more by itself.
    private static readonly Duration Tolerable = Duration.FromMilliseconds(250);

    /// <inheritdoc/>
    public string Id => "priorities-far-apart";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config) =>
        from router in config.Vrrp.VirtualRouters
        where router.Contenders.Length > 1
        let heir = router.Contenders.OrderByDescending(contender => contender.Priority).ElementAt(1)
        let skew = Timing.SkewTime(router.Version, heir.Priority, router.AdvertisementInterval)
        let least = Timing.SkewTime(router.Version, Advised, router.AdvertisementInterval)
        group (heir, skew, isSlow: skew - least > Tolerable) by heir.Path into same
        let slowest = same.MaxBy(one => one.skew)
        where slowest.isSlow
        select new ConfigError(same.Key,
            $"after a crash of the Master, {slowest.heir.Node} waits {slowest.skew} more because its priority is only "
            + $"{slowest.heir.Priority} (its skew); only the order of priorities counts, so use for example 250 and "
            + "240.");
}
