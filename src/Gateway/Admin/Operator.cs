using System.Net;
using Gateway.Vrrp.Linux;
using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Admin;

/// <summary>Who asks, for the log.</summary>
internal static class Operator
{
    /// <summary>Over the unix socket the user, <c>alice (uid 1000)</c>; over TCP, where there are no users, the
    /// address.</summary>
    public static string Of(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? AddressOf(address)
        : context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket
            && SocketPeer.UserOf(socket) is { } user ? user
        : "somebody who has gone";

    private static string AddressOf(IPAddress address) =>
        (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
