using System.Collections.Immutable;
using System.Net.Sockets;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Linux.Sockets;

namespace Gateway.Proxy;

/// <summary>Holds new connections to addresses back that are about to move: their clients hear nothing, try again a
/// second later, and find the next owner. Connections that have begun are served. Any thread may call.</summary>
/// <remarks>Who owns an address must not be deaf: what holds is lifted at <see cref="Limit"/> whatever happens to those
/// who asked for it.</remarks>
internal sealed class AddressHold : IDisposable
{
    /// <summary>How long an address is held at most.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(1100);

    private readonly Lock _gate = new();
    private readonly Func<IEnumerable<Socket>> _listeners;
    private readonly ITimer _limit;
    private readonly List<Socket> _filtered = [];
    private ImmutableArray<IpAddr> _addresses = [];
    private bool _isOver;
    private bool _isDisposed;

    /// <summary>Nothing is held.</summary>
    /// <param name="listeners">The sockets that listen by now.</param>
    /// <param name="time">Times the limit.</param>
    public AddressHold(Func<IEnumerable<Socket>> listeners, TimeProvider time)
    {
        _listeners = listeners;
        _limit = time.CreateTimer(_ => LiftAtLimit(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Holds these addresses and no others. Behind the limit nothing is held until this was called without
    /// any. What the kernel refuses is not held.</summary>
    /// <param name="addresses">In any order that stays; none: what was held is served.</param>
    public void Follow(ImmutableArray<IpAddr> addresses)
    {
        lock (_gate)
        {
            if (addresses.IsEmpty)
            {
                Lift();
                _isOver = _isDisposed;
            }
            else if (!_isOver && !addresses.AsSpan().SequenceEqual(_addresses.AsSpan()))
            {
                Hold(addresses);
            }
        }
    }

    /// <summary>Serves all again.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            Lift();
            _isOver = _isDisposed = true;
        }

        _limit.Dispose();
    }

    private void Hold(ImmutableArray<IpAddr> addresses)
    {
        if (_addresses.IsEmpty)
        {
            // BEFORE the first filter.
            _ = _limit.Change(Limit, Timeout.InfiniteTimeSpan);
        }

        _addresses = addresses;
        foreach (var listener in _listeners())
        {
            if (ConnectionFilter.TryAttach(listener, addresses) && !_filtered.Contains(listener))
            {
                _filtered.Add(listener);
            }
        }
    }

    private void LiftAtLimit()
    {
        lock (_gate)
        {
            Lift();
            _isOver = true;
        }
    }

    private void Lift()
    {
        if (_addresses.IsEmpty)
        {
            return;
        }

        _ = _limit.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _filtered.ForEach(ConnectionFilter.Detach);
        _filtered.Clear();
        _addresses = [];
    }
}
