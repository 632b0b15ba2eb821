using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Proxy.Upstreams;

/// <summary>An address on loopback that answers the first packet of a connection with nothing at all, as that of a dead
/// machine: a socket that accepts none, with as many waiting as its queue takes (listen(2); Linux drops the
/// next).</summary>
internal sealed class SilentMachine : IDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _waiting = new(SocketType.Stream, ProtocolType.Tcp);

    public SilentMachine()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        // One more than this waits.
        _listener.Listen(0);
        _waiting.Connect(_listener.LocalEndPoint!);
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    public void Dispose()
    {
        _waiting.Dispose();
        _listener.Dispose();
    }
}
