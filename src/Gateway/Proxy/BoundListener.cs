using System.Net.Sockets;
using Gateway.Configuration;

namespace Gateway.Proxy;

/// <summary>One listening socket, bound and not yet served, or already.</summary>
/// <param name="Wanted">What the configuration says.</param>
/// <param name="Endpoint">The same, with the port the kernel chose where it said 0.</param>
/// <param name="Socket">The socket; whoever serves it owns it.</param>
internal sealed record BoundListener(ListenEndpoint Wanted, ListenEndpoint Endpoint, Socket Socket)
{
    /// <summary>Whether it is bound to an address and port that <paramref name="other"/> takes as well.</summary>
    public bool Overlaps(ListenEndpoint other) => Endpoint.Overlaps(other);
}
