using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Lint;

/// <summary>The lower a priority, the longer its node hesitates behind a farewell: its skew. Only the order of
/// priorities matters, so that time is given away.</summary>
internal sealed class PrioritiesFarApart : ILintRule
{
    private static readonly Duration Tolerable = Duration.FromMilliseconds(250);

    /// <inheritdoc/>
    public string Id => "priorities-far-apart";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config)
    {
        if (config.Nodes.Length < 2)
        {
            yield break;
        }

        var heir = config.Nodes.OrderByDescending(node => node.Priority).ElementAt(1);
        var slowest = config.Vrrp.VirtualRouters
            .Select(router => Timing.SkewTime(router.Version, heir.Priority, router.AdvertisementInterval))
            .DefaultIfEmpty()
            .Max();
        if (slowest > Tolerable)
        {
            yield return new($"Nodes:{heir.Name}:Priority",
                $"after a crash of the Master, {heir.Name} waits {slowest} more because its priority is only "
                + $"{heir.Priority} (its skew); only the order of priorities counts, so use for example 250 and 240.");
        }
    }
}
