using System.Net;
using System.Net.Sockets;

namespace Gateway.Configuration;

/// <summary>An address to listen on. It need not be on this machine yet: sockets are bound with freebind.</summary>
/// <param name="EndPoint">Address and port. <c>*</c> in the file is <see cref="IPAddress.IPv6Any"/>, for both
/// families.</param>
/// <param name="Scheme">What it speaks.</param>
internal sealed record ListenEndpoint(IPEndPoint EndPoint, ListenScheme Scheme)
{
    /// <summary>The stream that it belongs to; null for the proxy.</summary>
    public string? Stream { get; init; }

    /// <summary>Whether HTTP/3 is served at the UDP port of the same number, where the machine can.</summary>
    public bool IsHttp3 { get; init; }

    /// <summary>Whether one connection could come to both. "*" and "[::]" take both families, as the sockets
    /// do.</summary>
    public bool Overlaps(ListenEndpoint other) => EndPoint.Port == other.EndPoint.Port
        && (Covers(other.EndPoint.Address) || other.Covers(EndPoint.Address));

    /// <summary>Whether connections to an address come to it, if the port is right.</summary>
    public bool Covers(IPAddress address) =>
        EndPoint.Address.Equals(address)
        || EndPoint.Address.Equals(IPAddress.IPv6Any)
        || (EndPoint.Address.Equals(IPAddress.Any) && address.AddressFamily == AddressFamily.InterNetwork);
}
