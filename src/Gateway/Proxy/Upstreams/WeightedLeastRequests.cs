using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>The destination with the fewest requests under way for its weight, the one to come included; of several
/// such any.</summary>
/// <param name="board">Knows weights.</param>
internal sealed class WeightedLeastRequests(DestinationBoard board) : ILoadBalancingPolicy
{
    private int _turn;

    /// <inheritdoc/>
    public string Name => BalancingPolicy.WeightedLeastRequests;

    /// <inheritdoc/>
    public DestinationState? PickDestination(
        HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        var (count, least) = (availableDestinations.Count, double.PositiveInfinity);
        DestinationState? best = null;
        // Begins elsewhere each time: the first of several that are level would get everything while little is going
        // on.
        var start = Interlocked.Increment(ref _turn) & int.MaxValue;
        for (var i = 0; i < count; i++)
        {
            var destination = availableDestinations[(int)(((long)start + i) % count)];
            var load = (destination.ConcurrentRequestCount + 1.0) / board.WeightOf(destination);
            if (load < least)
            {
                (best, least) = (destination, load);
            }
        }

        return best;
    }
}
