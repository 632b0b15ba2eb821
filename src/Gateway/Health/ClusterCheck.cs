using System.Collections.Immutable;
using Gateway.Plugins;
using Gateway.Proxy.Upstreams;
using Yarp.ReverseProxy.Model;

namespace Gateway.Health;

/// <summary>The built-in check <c>cluster:NAME</c>: whether enough destinations pass their probes. What requests say
/// does not count: without the address there are none, and the address would come and go.</summary>
/// <param name="destinations">The destinations at the moment.</param>
/// <param name="minimum">How many must be healthy, 1 or more.</param>
internal sealed class ClusterCheck(Func<ImmutableArray<DestinationStatus>> destinations, int minimum) : BuiltInCheck
{
    /// <inheritdoc/>
    public override Task<HealthResult> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(Look());

    private HealthResult Look()
    {
        var all = destinations();
        var well = all.Count(destination => destination.Active.Health == DestinationHealth.Healthy);
        if (well >= minimum)
        {
            return HealthResult.Healthy($"{well} of {all.Length} destinations are healthy");
        }

        var first = all.FirstOrDefault(destination => destination.Active.Health != DestinationHealth.Healthy);
        return HealthResult.Unhealthy(
            $"{well} of {all.Length} destinations are healthy, fewer than {minimum}" + first switch
            {
                null => "",
                { Active.Health: DestinationHealth.Unknown } => $"; {first.Destination} has not been asked yet",
                _ => $"; {first.Destination}: {first.Active.Text}",
            });
    }
}
