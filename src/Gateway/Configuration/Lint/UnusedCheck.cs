using Gateway.Configuration.ReverseProxy;
using Gateway.Plugins;
using Gateway.Vrrp.Config;

namespace Gateway.Configuration.Lint;

/// <summary>A check that moves no address, takes out no destination and tells nobody was probably meant to.</summary>
internal sealed class UnusedCheck : ILintRule
{
    /// <inheritdoc/>
    public string Id => "unused-check";

    /// <inheritdoc/>
    public IEnumerable<ConfigError> Find(GatewayConfig config)
    {
        // Who hears of checks hears of all of them.
        if (config.Notify.Any(action => action.On.Any(kind =>
            kind is NotificationKind.CheckDown or NotificationKind.CheckUp)))
        {
            return [];
        }

        var used = config.Vrrp.Trackers.Concat(AskedFor(config)).ToHashSet();
        return config.HealthChecks.Where(check => !used.Contains(check.Name)).Select(check => new ConfigError(
            $"HealthChecks:{check.Name}",
            "nothing follows it: when it fails, no address moves and nobody is told; name it in Track of an instance "
            + $"or in {UpstreamHealth.CheckKey} of a cluster, add CheckDown to On of an action in Notify, or "
            + "remove it."));
    }

    private static IEnumerable<string> AskedFor(GatewayConfig config) =>
        from cluster in config.Clusters
        where cluster.HealthCheck?.Active is { Enabled: true, Policy: HealthPolicy.Check }
        from metadata in (cluster.Destinations?.Values.Select(destination => destination.Metadata) ?? [])
            .Append(cluster.Metadata)
        let check = metadata?.GetValueOrDefault(UpstreamHealth.CheckKey)
        where check is not null
        select check;
}
