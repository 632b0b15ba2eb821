using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>The same destination for the same client, as long as it is there: rendezvous hashing, each destination
/// draws a lot for the client and the highest wins. One that goes or comes moves only its own clients, and both
/// machines of a pair agree, for the lots depend on nothing but the client's address and the destinations'
/// names.</summary>
/// <param name="board">Knows weights.</param>
internal sealed class AddressHash(DestinationBoard board) : ILoadBalancingPolicy
{
    /// <inheritdoc/>
    public string Name => BalancingPolicy.AddressHash;

    /// <inheritdoc/>
    public DestinationState? PickDestination(
        HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        var client = ClientNetwork.Of(context.Connection.RemoteIpAddress);
        var most = double.NegativeInfinity;
        DestinationState? winner = null;
        foreach (var destination in availableDestinations)
        {
            // Wins in proportion to its weight (logarithmic method).
            var score = board.WeightOf(destination) / -Math.Log(Lot(client, destination.DestinationId));
            if (score > most)
            {
                (winner, most) = (destination, score);
            }
        }

        return winner;
    }

    /// <summary>What a destination draws for a client: evenly spread between 0 and 1, without either.</summary>
    public static double Lot(ClientNetwork client, string destination)
    {
        // FNV-1a over the name, then the client, then the finalizer of SplitMix64, for FNV alone spreads short texts
        // badly.
        var hash = 14695981039346656037UL;
        foreach (var letter in destination)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        hash += client.Value * 0x9E3779B97F4A7C15UL;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        hash ^= hash >> 31;
        return ((hash >> 11) + 0.5) / (1UL << 53);
    }
}
