using System.Runtime.CompilerServices;
using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>Round robin in which a destination of weight 3 has three turns where one of weight 1 has one, spread out
/// and not in a row: each gains its weight, the richest has its turn and pays what all have gained.</summary>
/// <param name="board">Knows weights.</param>
internal sealed class WeightedTurns(DestinationBoard board) : ILoadBalancingPolicy
{
    // What each destination has, by cluster. A table is its own lock: few microseconds at most.
    private readonly ConditionalWeakTable<ClusterState, Dictionary<DestinationState, long>> _purses = [];

    /// <inheritdoc/>
    public string Name => BalancingPolicy.WeightedRoundRobin;

    /// <inheritdoc/>
    public DestinationState? PickDestination(
        HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        var purses = _purses.GetOrCreateValue(cluster);
        lock (purses)
        {
            Forget(purses, cluster);
            var (all, most) = (0L, long.MinValue);
            DestinationState? richest = null;
            foreach (var destination in availableDestinations)
            {
                var weight = board.WeightOf(destination);
                var purse = purses[destination] = purses.GetValueOrDefault(destination) + weight;
                all += weight;
                if (purse > most)
                {
                    (richest, most) = (destination, purse);
                }
            }

            if (richest is not null)
            {
                purses[richest] -= all;
            }

            return richest;
        }
    }

    // Of destinations that a reload has taken away.
    private static void Forget(Dictionary<DestinationState, long> purses, ClusterState cluster)
    {
        if (purses.Count > cluster.Destinations.Count)
        {
            purses.Clear();
        }
    }
}
