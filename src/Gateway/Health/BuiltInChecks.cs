using System.Diagnostics.CodeAnalysis;
using Gateway.Configuration;
using Gateway.Configuration.Building;
using Gateway.Proxy;
using Gateway.Vrrp.Config;

namespace Gateway.Health;

/// <summary>The checks that need no plugin: <c>proxy</c> always, <c>cluster:NAME</c> and <c>file:/PATH</c> where
/// <c>Track</c> names them.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "There is nothing to dispose of in a built-in check.")]
internal static class BuiltInChecks
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

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
                var cluster = config.Clusters.FirstOrDefault(
                    found => found.ClusterId.Equals(id, StringComparison.OrdinalIgnoreCase));
                var check = new ClusterCheck(() => proxy.Destinations.StatusOf(id), TimeProvider.System);
                yield return AtOnce(tracker, 0.25 * Second, check) with
                {
                    FirstTimeout = ProxyDefaults.FirstProbeLimitOf(cluster) + Second,
                };
            }
            else if (FileTracker.PathOf(tracker) is { } path)
            {
                yield return AtOnce(tracker, Second, new FileCheck(path));
            }
        }
    }

    /// <summary>The self-test: every second, three failures to fail, two successes to recover.</summary>
    public static ScheduledCheck Proxy(ProxySelfTest selfTest) => new()
    {
        Name = HealthChecksBuilder.BuiltIn,
        Interval = Second,
        Timeout = Second,
        Rise = 2,
        Fall = 3,
        IsBuiltIn = true,
        Check = new ProxyCheck(selfTest),
    };

    // Whatever they look at has made up its mind already.
    private static ScheduledCheck AtOnce(string name, TimeSpan interval, BuiltInCheck check) => new()
    {
        Name = name,
        Interval = interval,
        Timeout = interval,
        Rise = 1,
        Fall = 1,
        IsBuiltIn = true,
        Check = check,
    };
}
