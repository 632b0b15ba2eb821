using System.Diagnostics.CodeAnalysis;
using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>Gives a destination that has come back its share little by little: it is left out of the choice of so many
/// requests as time is missing. It works before every load-balancing policy; with <c>AddressHash</c> it is clients
/// that come back one by one, and stay.</summary>
internal sealed class SlowStart(RequestDelegate next, DestinationBoard board, TimeProvider time)
{
    // At the very beginning, too, somebody has to warm it up.
    private const double LeastShare = 0.01;

    /// <summary>Runs between affinity and load balancing.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var proxied = context.GetReverseProxyFeature();
        // Nearly always one or the other.
        if (proxied.Cluster.Config.Metadata is { } metadata && proxied.AvailableDestinations.Count > 1
            && UpstreamBalance.SlowStartOf(metadata) is var whole && whole > TimeSpan.Zero)
        {
            DestinationState[] left =
                [.. proxied.AvailableDestinations.Where(destination => IsIn(context, proxied, destination, whole))];
            if (left.Length > 0)
            {
                proxied.AvailableDestinations = left;
            }
        }

        return next(context);
    }

    [SuppressMessage("Security", "CA5394", Justification = "Nobody gains from knowing who is left out.")]
    private bool IsIn(
        HttpContext context, IReverseProxyFeature proxied, DestinationState destination, TimeSpan whole)
    {
        if (board.RecordOf(destination).CameBack is not (not 0 and var since)
            || time.GetElapsedTime(since) is var elapsed && elapsed >= whole)
        {
            return true;
        }

        var isByClient = BalancingPolicy.AddressHash.Equals(
            proxied.Cluster.Config.LoadBalancingPolicy, StringComparison.OrdinalIgnoreCase);
        var lot = isByClient
            ? AddressHash.Lot(
                ClientNetwork.Of(context.Connection.RemoteIpAddress), "start " + destination.DestinationId)
            : Random.Shared.NextDouble();
        return lot < Math.Max(elapsed / whole, LeastShare);
    }
}
