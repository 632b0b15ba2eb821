using System.Net;

namespace Gateway.Proxy.Streams;

/// <summary>What a proxy says of a connection that it passes on (the PROXY protocol of HAProxy, version 1 or
/// 2).</summary>
/// <param name="Length">How many bytes it takes.</param>
/// <param name="Source">The client; null when the proxy speaks for itself, as its health checks do.</param>
/// <param name="Destination">Where the client had connected to; null likewise.</param>
internal readonly record struct ProxyHeader(int Length, IPEndPoint? Source, IPEndPoint? Destination);
