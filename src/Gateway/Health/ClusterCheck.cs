using System.Collections.Immutable;
using Gateway.Plugins;
using Gateway.Proxy.Upstreams;
using Yarp.ReverseProxy.Model;

namespace Gateway.Health;

/// <summary>The built-in check <c>cluster:NAME</c>: whether enough destinations pass their probes. What requests say
/// does not count: without the address there are none, and the address would come and go.</summary>
/// <remarks>Destinations that have just come say nothing until they are asked. While they could make up the number, a
/// cluster that was well stays so, and one without a word waits with its first, for as long as asking may
/// take.</remarks>
/// <param name="look">The cluster at the moment.</param>
/// <param name="time">The clock.</param>
internal sealed class ClusterCheck(Func<ClusterStatus> look, TimeProvider time) : BuiltInCheck
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private bool? _wasWell;
    private long? _openSince;

    /// <inheritdoc/>
    public override async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        var cluster = look();
        while (_wasWell is null && IsOpen(cluster) && HasTime(cluster))
        {
            await Task.Delay(LookAgain, time, cancellationToken);
            cluster = look();
        }

        return Judge(cluster);
    }

    private HealthResult Judge(ClusterStatus cluster)
    {
        var all = cluster.Destinations;
        var well = Count(cluster, DestinationHealth.Healthy);
        var isOpen = IsOpen(cluster);
        _openSince = isOpen ? _openSince ?? time.GetTimestamp() : null;
        _wasWell = well >= cluster.MinimumHealthy || (isOpen && _wasWell == true && HasTime(cluster));
        if (_wasWell == true)
        {
            return HealthResult.Healthy($"{well} of {all.Length} destinations are healthy"
                + (isOpen ? $", and {Count(cluster, DestinationHealth.Unknown)} have not been asked yet" : ""));
        }

        var first = all.FirstOrDefault(destination => destination.Active.Health != DestinationHealth.Healthy);
        return HealthResult.Unhealthy(
            $"{well} of {all.Length} destinations are healthy, fewer than {cluster.MinimumHealthy}" + first switch
            {
                null => "",
                { Active.Health: DestinationHealth.Unknown } => $"; {first.Destination} has not been asked yet",
                _ => $"; {first.Destination}: {first.Active.Text}",
            });
    }

    // Whether those that have not been asked yet could make up the number.
    private static bool IsOpen(ClusterStatus cluster)
    {
        var well = Count(cluster, DestinationHealth.Healthy);
        return well < cluster.MinimumHealthy
            && well + Count(cluster, DestinationHealth.Unknown) >= cluster.MinimumHealthy;
    }

    private bool HasTime(ClusterStatus cluster)
    {
        _openSince ??= time.GetTimestamp();
        return time.GetElapsedTime(_openSince.Value) < cluster.FirstProbeLimit;
    }

    private static int Count(ClusterStatus cluster, DestinationHealth health) =>
        cluster.Destinations.Count(destination => destination.Active.Health == health);
}
