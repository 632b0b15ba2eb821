using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>What is known of one destination.</summary>
/// <param name="Cluster">The id of its cluster.</param>
/// <param name="Destination">Its name in the cluster.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Active">What probes say; unknown without probes, or before the first.</param>
/// <param name="Passive">What clients' requests say; unknown without the passive check, or while nothing is
/// wrong.</param>
internal sealed record DestinationStatus(
    string Cluster, string Destination, string Address, DestinationWord Active, DestinationWord Passive)
{
    /// <summary>Whether an operator has taken it out: it gets no new requests.</summary>
    public bool IsDrained { get; init; }

    /// <summary>Requests under way.</summary>
    public int Requests { get; init; }

    /// <summary>Whether neither says that it is ill.</summary>
    public bool IsHealthy =>
        Active.Health != DestinationHealth.Unhealthy && Passive.Health != DestinationHealth.Unhealthy;
}
