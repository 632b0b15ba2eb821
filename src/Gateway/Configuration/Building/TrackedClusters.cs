using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration.Building;

/// <summary>Clusters that <c>Track</c> follows must have somebody who asks their destinations.</summary>
/// <param name="vrrp">The instances; may be null.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class TrackedClusters(VrrpOptions? vrrp, List<ConfigError> errors)
{
    /// <summary>Checks each.</summary>
    /// <remarks>Requests alone will not do: without the address there are none, so nothing would say that the
    /// destinations are still ill, and the address would come and go.</remarks>
    public void Check(IEnumerable<ClusterConfig> clusters)
    {
        var unasked = clusters.Where(cluster => cluster.HealthCheck?.Active?.Enabled != true)
            .Select(cluster => ClusterTracker.Prefix + cluster.ClusterId).ToHashSet();
        foreach (var (name, instance) in vrrp?.Instances ?? [])
        {
            foreach (var tracker in (instance.Track?.Keys ?? Enumerable.Empty<string>()).Where(unasked.Contains))
            {
                var cluster = ClusterTracker.ClusterOf(tracker);
                errors.Add(new($"Vrrp:Instances:{name}:Track:{tracker}",
                    $"never fails, for nothing asks the destinations of {cluster} how they are; set "
                    + (SiteIds.PathOf(cluster!) is { } site
                        ? $"{site}:Health to \"tcp\"."
                        : $"ReverseProxy:Clusters:{cluster}:HealthCheck:Active:Enabled to true.")));
            }
        }
    }
}
