using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Gateway.Configuration;

namespace Gateway.Proxy;

/// <summary>All listening sockets of the proxy, bound together before any is served: either every address can be had,
/// or nothing changes. Among them is one that the self-test reaches through loopback.</summary>
internal sealed class BoundListeners : IDisposable
{
    private readonly List<BoundListener> _all = [];
    private BoundListeners? _before;
    private bool _isTaken;

    /// <summary>Binds every address that is not bound yet.</summary>
    /// <param name="configured">The addresses.</param>
    /// <param name="before">What is served now; what stays is taken over.</param>
    /// <exception cref="ListenException">One address cannot be bound; those bound for it are free again.</exception>
    public BoundListeners(ImmutableArray<ListenEndpoint> configured, BoundListeners? before = null)
    {
        _before = before;
        var kept = configured.ToHashSet();
        foreach (var listener in configured)
        {
            Bind(listener, kept);
        }

        Configured = [.. _all.Select(listener => listener.Endpoint)];
        SelfTest = FindSelfTest(Configured)
            ?? Bind(new(new(IPAddress.Loopback, 0), SelfTestScheme(configured)), kept).Endpoint;
    }

    /// <summary>The addresses of the configuration, with the port the kernel chose where it said 0.</summary>
    public ImmutableArray<ListenEndpoint> Configured { get; }

    /// <summary>Every bound address: those of the configuration, and the self-test's own when it needs one.</summary>
    public IReadOnlyList<BoundListener> All => _all;

    /// <summary>Where the self-test connects to: an address that is always ours. TLS if any listener
    /// speaks it.</summary>
    public ListenEndpoint SelfTest { get; }

    /// <summary>Hands the sockets to the server, which owns them from then on.</summary>
    public void Take()
    {
        _isTaken = true;
        // Or each would keep alive all that were before it.
        _before = null;
    }

    /// <summary>Closes the sockets that nobody serves.</summary>
    public void Dispose()
    {
        if (!_isTaken)
        {
            foreach (var listener in _all.Except(_before?._all ?? []))
            {
                listener.Socket.Dispose();
            }
        }
    }

    private BoundListener Bind(ListenEndpoint wanted, HashSet<ListenEndpoint> kept)
    {
        try
        {
            var bound = _before?._all.Find(listener => listener.Wanted == wanted) ?? Open(wanted, kept);
            _all.Add(bound);
            return bound;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    // The same address may change its protocol, and "*:443" become "192.0.2.1:443": the new socket stands beside the
    // one that goes, until that one is closed.
    [SuppressMessage("Reliability", "CA2000", Justification = "The listener owns its socket.")]
    private BoundListener Open(ListenEndpoint wanted, HashSet<ListenEndpoint> kept)
    {
        var going = (_before?._all ?? []).Where(old => !kept.Contains(old.Wanted) && old.Overlaps(wanted));
        var socket = ListenSocket.Open(wanted.EndPoint, [.. going.Select(old => old.Socket)]);
        return new(wanted, wanted with { EndPoint = (IPEndPoint)socket.LocalEndPoint! }, socket);
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
