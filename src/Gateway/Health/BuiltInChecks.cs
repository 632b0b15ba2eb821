using System.Diagnostics.CodeAnalysis;
using Gateway.Configuration;
using Gateway.Configuration.Building;
using Gateway.Configuration.ReverseProxy;
using Gateway.Proxy;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Health;

/// <summary>The checks that need no plugin: <c>proxy</c> always, <c>cluster:NAME</c> and <c>file:/PATH</c> where
/// <c>Track</c> names them.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "There is nothing to dispose of in a built-in check.")]
internal static class BuiltInChecks
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly CheckRhythm OfProxy = new(Second, Second, Rise: 2, Fall: 3);

    // Whatever they look at has made up its mind already.
    private static readonly CheckRhythm OfCluster =
        new(0.25 * Second, 0.25 * Second, Rise: 1, Fall: 1);

    private static readonly CheckRhythm OfFile = new(Second, Second, Rise: 1, Fall: 1);

    /// <summary>Makes them for a configuration.</summary>
    /// <param name="config">What is tracked.</param>
    /// <param name="proxy">The running proxy.</param>
    public static IEnumerable<ScheduledCheck> For(GatewayConfig config, ProxyServer proxy)
    {
        yield return Proxy(proxy.SelfTest);
        foreach (var tracker in config.Vrrp.Trackers)
        {
            if (ClusterTracker.ClusterOf(tracker) is { } id)
            {
                var check = new ClusterCheck(() => proxy.Destinations.StatusOf(id), TimeProvider.System);
                yield return Of(tracker, OfCluster, check) with
                {
                    FirstTimeout = ProxyDefaults.FirstProbeLimitOf(Find(id, config)) + Second,
                };
            }
            else if (FileTracker.PathOf(tracker) is { } path)
            {
                yield return Of(tracker, OfFile, new FileCheck(path));
            }
        }
    }

    /// <summary>The self-test: every second, three failures to fail, two successes to recover.</summary>
    public static ScheduledCheck Proxy(ProxySelfTest selfTest) =>
        Of(HealthChecksBuilder.BuiltIn, OfProxy, new ProxyCheck(selfTest));

    /// <summary>How long after something has failed its tracker says so, at most.</summary>
    /// <returns>Zero for an interface, which the kernel tells of.</returns>
    public static TimeSpan LongestNotice(string tracker, GatewayConfig config)
    {
        if (ClusterTracker.ClusterOf(tracker) is { } id)
        {
            return OfProbes(id, config).LongestNotice + OfCluster.LongestNotice;
        }

        var check = config.HealthChecks.FirstOrDefault(found => found.Name == tracker);
        return tracker == HealthChecksBuilder.BuiltIn ? OfProxy.LongestNotice
            : check is not null ? CheckRhythm.Of(check).LongestNotice
            : FileTracker.PathOf(tracker) is not null ? OfFile.LongestNotice
            : TimeSpan.Zero;
    }

    private static CheckRhythm OfProbes(string id, GatewayConfig config)
    {
        var cluster = Find(id, config);
        var probes = cluster?.HealthCheck?.Active;
        var health = UpstreamHealth.Read(cluster?.Metadata);
        return new(
            probes?.Interval ?? ProxyDefaults.ProbeInterval, probes?.Timeout ?? ProxyDefaults.ProbeTimeout,
            health.Rise, health.Fall);
    }

    private static ClusterConfig? Find(string id, GatewayConfig config) => config.Clusters.FirstOrDefault(
        found => found.ClusterId.Equals(id, StringComparison.OrdinalIgnoreCase));

    private static ScheduledCheck Of(string name, CheckRhythm rhythm, BuiltInCheck check) => new()
    {
        Name = name,
        Interval = rhythm.Interval,
        Timeout = rhythm.Timeout,
        Rise = rhythm.Rise,
        Fall = rhythm.Fall,
        IsBuiltIn = true,
        Check = check,
    };
}
