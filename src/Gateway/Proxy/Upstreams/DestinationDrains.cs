using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>Takes destinations out by hand and puts them back. A drained one gets no new request, not even one whose
/// cookie names it; those under way end. That it is drained is no illness: nothing that follows <c>cluster:ID</c>
/// hears of it. It lasts until it is ended, the destination is gone from the configuration, or the gateway stops. Any
/// thread may call.</summary>
/// <param name="state">The clusters in force.</param>
/// <param name="board">What is known of destinations.</param>
/// <param name="updater">Makes YARP choose anew.</param>
/// <param name="logger">Hears of it.</param>
internal sealed class DestinationDrains(
    Lazy<IProxyStateLookup> state, DestinationBoard board, IClusterDestinationsUpdater updater,
    ILogger<DestinationDrains> logger)
{
    /// <summary>Takes a destination out.</summary>
    /// <param name="cluster">The cluster's id.</param>
    /// <param name="destination">Its name in the cluster.</param>
    /// <returns>What is known of it, with the requests under way; null when there is none such.</returns>
    public DestinationStatus? Drain(string cluster, string destination) => Change(cluster, destination, drained: true);

    /// <summary>Puts a destination back; with <c>SlowStart</c> it gets its share little by little.</summary>
    /// <param name="cluster">The cluster's id.</param>
    /// <param name="destination">Its name in the cluster.</param>
    /// <returns>What is known of it; null when there is none such.</returns>
    public DestinationStatus? Resume(string cluster, string destination) =>
        Change(cluster, destination, drained: false);

    private DestinationStatus? Change(string cluster, string destination, bool drained)
    {
        if (!state.Value.TryGetCluster(cluster, out var found)
            || !found.Destinations.TryGetValue(destination, out var one))
        {
            return null;
        }

        if (board.RecordOf(one).Drain(drained))
        {
            updater.UpdateAvailableDestinations(found);
            Report(found, one, drained);
        }

        return board.StatusOf(found, one);
    }

    private void Report(ClusterState cluster, DestinationState destination, bool drained)
    {
        var left = cluster.DestinationsState.AvailableDestinations.Count;
        if (drained)
        {
            logger.DestinationDrained(
                cluster.ClusterId, destination.DestinationId, destination.ConcurrentRequestCount, left);
        }
        else
        {
            logger.DestinationResumed(cluster.ClusterId, destination.DestinationId, left);
        }
    }
}
