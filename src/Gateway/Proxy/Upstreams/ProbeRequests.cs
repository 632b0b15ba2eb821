using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>Makes the requests that <see cref="ProbeHandler"/> recognises as probes.</summary>
internal sealed class ProbeRequests : IProbingRequestFactory
{
    private const string UserAgent = "gateway-probe";

    /// <inheritdoc/>
    public HttpRequestMessage CreateRequest(ClusterModel cluster, DestinationModel destination)
    {
        var address = destination.Config.Health is { Length: > 0 } health ? health : destination.Config.Address;
        var uri = RequestUtilities.MakeDestinationAddress(
            address, cluster.Config.HealthCheck?.Active?.Path, default);
        var request = new ProbeRequest(cluster, destination, uri)
        {
            Version = cluster.Config.HttpRequest?.Version ?? System.Net.HttpVersion.Version11,
            VersionPolicy = cluster.Config.HttpRequest?.VersionPolicy ?? HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (destination.Config.Host is { Length: > 0 } host)
        {
            request.Headers.Host = host;
        }

        return request;
    }
}
