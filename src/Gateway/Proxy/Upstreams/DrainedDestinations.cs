using System.Collections.Immutable;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>Destinations that operators have taken out: new requests go elsewhere, those under way end where they are.
/// A reload keeps them, a restart does not. Any thread.</summary>
internal sealed class DrainedDestinations
{
    // Replaced whole; nearly always empty.
    private ImmutableHashSet<(string Cluster, string Destination)> _drained = [];

    /// <summary>Takes one out.</summary>
    /// <returns>False when it was out already.</returns>
    public bool Add(string cluster, string destination) =>
        ImmutableInterlocked.Update(ref _drained, set => set.Add((cluster, destination)));

    /// <summary>Takes one back in.</summary>
    /// <returns>False when it was not out.</returns>
    public bool Remove(string cluster, string destination) =>
        ImmutableInterlocked.Update(ref _drained, set => set.Remove((cluster, destination)));

    /// <summary>Whether one is out.</summary>
    public bool Contains(string cluster, string destination) =>
        Volatile.Read(ref _drained).Contains((cluster, destination));

    /// <summary>Leaves a request no destination that is out.</summary>
    public void LeadAround(IReverseProxyFeature proxied)
    {
        var drained = Volatile.Read(ref _drained);
        if (drained.IsEmpty)
        {
            return;
        }

        var cluster = proxied.Cluster.Config.ClusterId;
        proxied.AvailableDestinations =
        [
            .. proxied.AvailableDestinations.Where(
                destination => !drained.Contains((cluster, destination.DestinationId))),
        ];
    }
}
