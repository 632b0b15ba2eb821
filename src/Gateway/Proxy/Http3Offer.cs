namespace Gateway.Proxy;

/// <summary>A feature of the connections whose clients are told that HTTP/3 is served at the same port (RFC 9114
/// section 3.1.1).</summary>
/// <param name="port">The port, of TCP as of UDP.</param>
internal sealed class Http3Offer(int port)
{
    /// <summary>The value of <c>Alt-Svc</c> (RFC 7838 section 3). For an hour: the node that owns the address then may
    /// not serve HTTP/3.</summary>
    public string Alternative { get; } = $"h3=\":{port}\"; ma=3600";
}
