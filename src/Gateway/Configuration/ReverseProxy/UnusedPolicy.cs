using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Gateway.Configuration.ReverseProxy;

/// <summary>Stands for a policy in a YARP that only parses: its name is all that is asked for.</summary>
internal sealed class UnusedPolicy(string name)
    : IActiveHealthCheckPolicy, IPassiveHealthCheckPolicy, ILoadBalancingPolicy
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults) =>
        throw new InvalidOperationException("This YARP runs nothing.");

    /// <inheritdoc/>
    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination) =>
        throw new InvalidOperationException("This YARP runs nothing.");

    /// <inheritdoc/>
    public DestinationState? PickDestination(
        HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations) =>
        throw new InvalidOperationException("This YARP runs nothing.");
}
