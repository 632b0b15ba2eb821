using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>What is known of every destination. Any thread may read it.</summary>
/// <param name="state">The clusters in force. Asked late: YARP makes them after the policies that write here.</param>
internal sealed class DestinationBoard(Lazy<IProxyStateLookup> state)
{
    // A record lives as long as YARP's own state of the destination: a reload that keeps the one keeps the other.
    private readonly ConditionalWeakTable<DestinationState, DestinationRecord> _records = [];

    /// <summary>All destinations, by cluster and name.</summary>
    public ImmutableArray<DestinationStatus> All =>
    [
        .. state.Value.GetClusters().OrderBy(cluster => cluster.ClusterId, StringComparer.Ordinal)
            .SelectMany(StatusesOf),
    ];

    /// <summary>The destinations of one cluster, by name.</summary>
    /// <returns>None when there is no such cluster.</returns>
    public ImmutableArray<DestinationStatus> Of(string cluster) =>
        state.Value.TryGetCluster(cluster, out var found) ? [.. StatusesOf(found)] : [];

    /// <summary>One cluster, by the rules in force.</summary>
    public ClusterStatus StatusOf(string cluster)
    {
        var config = state.Value.TryGetCluster(cluster, out var found) ? found.Model.Config : null;
        var rules = UpstreamHealth.Read(config?.Metadata);
        return new(
            found is null ? [] : [.. StatusesOf(found)], rules.MinimumHealthy, ProxyDefaults.FirstProbeLimitOf(config));
    }

    /// <summary>Where policies count.</summary>
    internal DestinationRecord RecordOf(DestinationState destination) => _records.GetOrCreateValue(destination);

    /// <summary>The weight of a destination, 1 to 1000.</summary>
    internal int WeightOf(DestinationState destination) =>
        RecordOf(destination).WeightBy(destination.Model.Config);

    /// <summary>One destination.</summary>
    internal DestinationStatus StatusOf(ClusterState cluster, DestinationState destination)
    {
        var record = RecordOf(destination);
        var health = cluster.Model.Config.HealthCheck;
        var passive = health?.Passive?.Enabled == true ? destination.Health.Passive : DestinationHealth.Unknown;
        var (text, since) = record.Passive;
        return new(
            cluster.ClusterId, destination.DestinationId, destination.Model.Config.Address,
            health?.Active?.Enabled == true ? record.Active : default(DestinationWord) with { Text = "" },
            new(passive, text, passive == DestinationHealth.Unknown ? null : since))
        {
            IsDrained = record.IsDrained,
            Requests = destination.ConcurrentRequestCount,
        };
    }

    private IEnumerable<DestinationStatus> StatusesOf(ClusterState cluster) => cluster.DestinationsState.AllDestinations
        .OrderBy(destination => destination.DestinationId, StringComparer.Ordinal)
        .Select(destination => StatusOf(cluster, destination));
}
