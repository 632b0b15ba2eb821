using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Gateway.Configuration;

namespace Gateway.Proxy;

/// <summary>All listening sockets of the proxy, bound together before the server is built: either every address can be
/// had, or nothing starts. Among them is one that the self-test reaches through loopback.</summary>
internal sealed class BoundListeners : IDisposable
{
    private readonly Dictionary<EndPoint, Socket> _unclaimed = [];
    private readonly List<ListenEndpoint> _all = [];

    /// <summary>Binds every address.</summary>
    /// <exception cref="ListenException">One address cannot be bound; the others are free again.</exception>
    public BoundListeners(ImmutableArray<ListenEndpoint> configured)
    {
        foreach (var listener in configured)
        {
            Bind(listener);
        }

        Configured = [.. _all];
        SelfTest = FindSelfTest(Configured) ?? Bind(new(new(IPAddress.Loopback, 0), SelfTestScheme(configured)));
    }

    /// <summary>The addresses of the configuration, with the port the kernel chose where it said 0.</summary>
    public ImmutableArray<ListenEndpoint> Configured { get; }

    /// <summary>Every bound address: those of the configuration, and the self-test's own when it needs one.</summary>
    public IReadOnlyList<ListenEndpoint> All => _all;

    /// <summary>Where the self-test connects to: an address that is always ours. TLS if any listener
    /// speaks it.</summary>
    public ListenEndpoint SelfTest { get; }

    /// <summary>Hands a bound socket to the server, which owns it from then on.</summary>
    public Socket Claim(EndPoint endPoint) =>
        _unclaimed.Remove(endPoint, out var socket)
            ? socket
            : throw new InvalidOperationException($"No socket was bound to {endPoint}.");

    /// <summary>Closes the sockets that nobody claimed.</summary>
    public void Dispose()
    {
        foreach (var socket in _unclaimed.Values)
        {
            socket.Dispose();
        }

        _unclaimed.Clear();
    }

    private ListenEndpoint Bind(ListenEndpoint listener)
    {
        try
        {
            var socket = ListenSocket.Open(listener.EndPoint);
            var bound = listener with { EndPoint = (IPEndPoint)socket.LocalEndPoint! };
            _unclaimed.Add(bound.EndPoint, socket);
            _all.Add(bound);
            return bound;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static ListenScheme SelfTestScheme(ImmutableArray<ListenEndpoint> listeners) =>
        listeners.IsEmpty || listeners.Any(l => l.Scheme == ListenScheme.Https)
            ? ListenScheme.Https
            : ListenScheme.Http;

    // A listener on a specific address may be on a virtual one, which is the other node's for now.
    private static ListenEndpoint? FindSelfTest(ImmutableArray<ListenEndpoint> listeners)
    {
        var scheme = SelfTestScheme(listeners);
        return listeners.Where(l => l.Scheme == scheme).Select(ThroughLoopback).FirstOrDefault(l => l is not null);
    }

    private static ListenEndpoint? ThroughLoopback(ListenEndpoint listener)
    {
        var (address, port) = (listener.EndPoint.Address, listener.EndPoint.Port);
        var isAny = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        return isAny ? listener with { EndPoint = new(IPAddress.Loopback, port) }
            : IPAddress.IsLoopback(address) ? listener
            : null;
    }
}
