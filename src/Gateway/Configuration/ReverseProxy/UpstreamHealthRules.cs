using System.Globalization;
using Gateway.Vrrp.Config;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>What our keys in the <c>Metadata</c> of a cluster and of its destinations must be.</summary>
/// <param name="checks">The names of the health checks.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class UpstreamHealthRules(IReadOnlyCollection<string> checks, List<ConfigError> errors)
{
    /// <summary>Checks one cluster.</summary>
    public void Check(string path, ClusterConfig cluster)
    {
        var destinations = cluster.Destinations ?? new Dictionary<string, DestinationConfig>();
        CheckMetadata(path, typeof(ClusterConfig), cluster.Metadata);
        UpstreamBalance.CheckCluster(
            cluster.Metadata, (key, problem) => Fail($"{path}:Metadata:{key}", problem));
        var policy = cluster.LoadBalancingPolicy ?? LoadBalancingPolicies.PowerOfTwoChoices;
        foreach (var (name, destination) in destinations)
        {
            var place = $"{path}:Destinations:{name}";
            CheckMetadata(place, typeof(DestinationConfig), destination.Metadata);
            UpstreamBalance.CheckDestination(
                destination, policy, (key, problem) => Fail($"{place}:Metadata:{key}", problem));
        }

        var rules = UpstreamHealth.Read(cluster.Metadata, (key, problem) => Fail($"{path}:Metadata:{key}", problem));
        if (rules.MinimumHealthy > Math.Max(destinations.Count, 1))
        {
            Fail($"{path}:Metadata:{UpstreamHealth.MinimumKey}", string.Create(CultureInfo.InvariantCulture,
                $"{rules.MinimumHealthy} can never be healthy, for the cluster has only {destinations.Count}; use that "
                + $"or less."));
        }

        if (cluster.HealthCheck?.Active?.Policy == HealthPolicy.Check)
        {
            CheckNamed(path, cluster, destinations);
        }
    }

    // Each destination needs a check of its own, or the cluster one for all.
    private void CheckNamed(
        string path, ClusterConfig cluster, IReadOnlyDictionary<string, DestinationConfig> destinations)
    {
        if (cluster.Metadata?.ContainsKey(UpstreamHealth.CheckKey) == true)
        {
            return;
        }

        foreach (var (name, destination) in destinations)
        {
            if (destination.Metadata?.ContainsKey(UpstreamHealth.CheckKey) != true)
            {
                Fail($"{path}:Destinations:{name}",
                    $"the policy {HealthPolicy.Check} needs to know which: add Metadata "
                    + $"{{ \"{UpstreamHealth.CheckKey}\": \"a name from HealthChecks\" }}.");
            }
        }
    }

    private void CheckMetadata(string path, Type owner, IReadOnlyDictionary<string, string>? metadata)
    {
        MetadataKeys.Check(owner, metadata, (key, problem) => Fail($"{path}:Metadata:{key}", problem));
        if (metadata?.GetValueOrDefault(UpstreamHealth.CheckKey) is { } check && !checks.Contains(check))
        {
            Fail($"{path}:Metadata:{UpstreamHealth.CheckKey}",
                $"there is no health check \"{check}\"; {NearestName.Hint(check, checks)}");
        }
    }

    private void Fail(string path, string message) => errors.Add(new(path, message));
}
