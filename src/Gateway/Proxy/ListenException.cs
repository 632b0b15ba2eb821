using System.Net;
using System.Net.Sockets;

namespace Gateway.Proxy;

/// <summary>An address cannot be listened on. The message says which, why, and what to do.</summary>
internal sealed class ListenException(IPEndPoint endPoint, SocketException cause)
    : Exception($"Cannot listen on {endPoint}: {Explain(endPoint, cause)}", cause)
{
    private static string Explain(IPEndPoint endPoint, SocketException cause) => cause.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"another program does. See which with: ss -ltnp 'sport = :{endPoint.Port}'. Stop it, or change Listen.",
        SocketError.AccessDenied =>
            "ports below 1024 need CAP_NET_BIND_SERVICE (or sysctl net.ipv4.ip_unprivileged_port_start). Grant it, or "
            + "change Listen.",
        SocketError.AddressFamilyNotSupported =>
            "this machine has no such address family. Change Listen to an address of the other family.",
        _ => $"{cause.Message}. Change Listen.",
    };
}
