using System.Net;

namespace Gateway.Configuration;

/// <summary>An address to listen on. It need not be on this machine yet: sockets are bound with freebind.</summary>
/// <param name="EndPoint">Address and port. <c>*</c> in the file is <see cref="IPAddress.IPv6Any"/>, for both
/// families.</param>
/// <param name="Scheme">Plain or TLS.</param>
internal sealed record ListenEndpoint(IPEndPoint EndPoint, ListenScheme Scheme);
