using System.Net;
using System.Net.Sockets;

namespace Plugins.Tests.Shipped;

/// <summary>A TCP port and a UDP port of one number where nobody ever answers.</summary>
internal sealed class BlackHole : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly UdpClient _udp;

    public BlackHole()
    {
        // The kernel accepts for it; nothing is read.
        _listener.Start(backlog: 512);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, Port));
    }

    public int Port { get; }

    /// <summary>A TCP port that refuses.</summary>
    public static int ClosedPort()
    {
        using var hole = new BlackHole();
        return hole.Port;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _udp.Dispose();
    }
}
