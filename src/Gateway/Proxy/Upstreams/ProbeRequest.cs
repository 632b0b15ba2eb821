using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>The question that a cluster asks one of its destinations, to know whether it is well.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="destination">The destination.</param>
/// <param name="uri">What is asked for.</param>
internal sealed class ProbeRequest(ClusterModel cluster, DestinationModel destination, Uri uri)
    : HttpRequestMessage(HttpMethod.Get, uri)
{
    /// <summary>The cluster.</summary>
    public ClusterModel Cluster => cluster;

    /// <summary>The destination.</summary>
    public DestinationModel Destination => destination;

    /// <summary>What the answer came to, for people: "200 in 3 ms".</summary>
    public string Text { get; set; } = "";
}
