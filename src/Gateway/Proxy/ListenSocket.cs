using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Proxy;

/// <summary>Opens sockets on addresses that may not be on this machine yet: a Backup listens on the virtual addresses
/// before it owns them, and serves the moment it does.</summary>
internal static class ListenSocket
{
    // socket(7), ip(7) and ipv6(7); the kernel asks no privilege for them.
    private const int SOL_SOCKET = 1;
    private const int SO_REUSEPORT = 15;
    private const int IPPROTO_IP = 0;
    private const int IP_FREEBIND = 15;
    private const int IPPROTO_IPV6 = 41;
    private const int IPV6_FREEBIND = 78;

    // Kestrel's own, which calls listen once more.
    private const int Backlog = 512;

    private static readonly byte[] s_on = BitConverter.GetBytes(1);

    /// <summary>Binds and listens: only then the kernel refuses the address to everybody else. The server accepts
    /// later. <c>[::]</c> takes both families, or IPv4 alone where the machine has no IPv6.</summary>
    /// <param name="endPoint">The address.</param>
    /// <param name="beside">Listening sockets of ours that overlap with it and are about to be closed.</param>
    /// <exception cref="ListenException">The address is in use, or may not be bound.</exception>
    public static Socket Open(IPEndPoint endPoint, IReadOnlyCollection<Socket> beside)
    {
        Socket? socket = null;
        try
        {
            Bind(ref socket, endPoint, beside);
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new ListenException(endPoint, e);
        }
    }

    /// <summary>Whether another program listens there, so that we could not. It only binds: no client can come to it,
    /// and a gateway that starts meanwhile listens all the same.</summary>
    /// <param name="endPoint">The address.</param>
    public static bool IsTaken(IPEndPoint endPoint)
    {
        Socket? socket = null;
        try
        {
            Bind(ref socket, endPoint, []);
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private static void Bind([NotNull] ref Socket? socket, IPEndPoint endPoint, IReadOnlyCollection<Socket> beside)
    {
        var isAny = endPoint.Address.Equals(IPAddress.IPv6Any);
        var local = isAny && !Socket.OSSupportsIPv6 ? new(IPAddress.Any, endPoint.Port) : endPoint;
        socket = new(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        AllowForeignAddress(socket, dualMode: isAny);
        if (beside.Count > 0)
        {
            Share([socket, .. beside]);
        }

        socket.Bind(local);
    }

    // Only now and only these: two gateways that start at once must not share a port.
    private static void Share(IEnumerable<Socket> sockets)
    {
        foreach (var socket in sockets)
        {
            socket.SetRawSocketOption(SOL_SOCKET, SO_REUSEPORT, s_on);
        }
    }

    private static void AllowForeignAddress(Socket socket, bool dualMode)
    {
        if (socket.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = dualMode;
            socket.SetRawSocketOption(IPPROTO_IPV6, IPV6_FREEBIND, s_on);
        }
        else
        {
            socket.SetRawSocketOption(IPPROTO_IP, IP_FREEBIND, s_on);
        }
    }
}
