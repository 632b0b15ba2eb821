using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Proxy;

/// <summary>The connections of clients, so that they can be led away BEFORE an address goes: HTTP/1 gets
/// <c>Connection: close</c>, HTTP/2 and HTTP/3 a GOAWAY, and a new connection is still served. Any thread may
/// call.</summary>
/// <param name="time">Paces the wait.</param>
internal sealed class OpenConnections(TimeProvider time)
{
    /// <summary>How long <see cref="DrainAsync"/> waits for a moment without any request, once the old connections are
    /// gone: the requests of that moment are those that a handover cuts off.</summary>
    public static readonly TimeSpan QuietLimit = TimeSpan.FromMilliseconds(250);

    /// <summary>How old a connection must be to be asked to close: until then its first request may be on its way, and
    /// Kestrel would close the connection before it.</summary>
    public static readonly TimeSpan Youth = TimeSpan.FromMilliseconds(500);

    /// <summary>What takes longer does not count for <see cref="LongestAnswer"/>: it is a download or a
    /// conversation.</summary>
    public static readonly TimeSpan LongestCounted = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan s_lookPeriod = TimeSpan.FromMilliseconds(2);

    private readonly ConcurrentDictionary<
        BaseConnectionContext, (IConnectionLifetimeNotificationFeature? Lifetime, long Began)> _open = [];

    private long _drainBegan;
    private long _longestAnswer;
    private int _waits;
    private volatile bool _isDraining;

    /// <summary>How long a client takes from connecting to the end of its answer: the longest of those who came and
    /// went during this drain, when each connection has one request. 0 when nobody did.</summary>
    public TimeSpan LongestAnswer => new(Interlocked.Read(ref _longestAnswer));

    /// <summary>Whether a drain waits for connections to end.</summary>
    public bool IsWaitedFor => Volatile.Read(ref _waits) > 0;

    /// <summary>Runs for every connection.</summary>
    public async Task ServeAsync<TConnection>(TConnection connection, Func<TConnection, Task> next)
        where TConnection : BaseConnectionContext
    {
        var began = time.GetTimestamp();
        _open[connection] = (connection.Features.Get<IConnectionLifetimeNotificationFeature>(), began);
        try
        {
            await next(connection);
        }
        finally
        {
            _ = _open.TryRemove(connection, out _);
            if (_isDraining && began >= _drainBegan)
            {
                Note(time.GetElapsedTime(began));
            }
        }
    }

    /// <summary>Runs for every request: while draining it is the last one of its connection.</summary>
    public void OnRequest(HttpContext context)
    {
        if (_isDraining)
        {
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        }
    }

    /// <summary>Leads the clients away: closes what is idle, lets what is under way finish.</summary>
    /// <param name="deadline">How long at most; WebSockets and long downloads seldom end before.</param>
    /// <returns>How many connections are still open of those that were at the beginning.</returns>
    public async Task<int> DrainAsync(TimeSpan deadline)
    {
        _ = Interlocked.Increment(ref _waits);
        try
        {
            return await LeadAwayAsync(deadline);
        }
        finally
        {
            _ = Interlocked.Decrement(ref _waits);
        }
    }

    /// <summary>Serves clients as before.</summary>
    public void EndDrain() => _isDraining = false;

    private async Task<int> LeadAwayAsync(TimeSpan deadline)
    {
        var begin = time.GetTimestamp();
        (_drainBegan, _longestAnswer) = (begin, 0);
        _isDraining = true;
        // The dictionary's own copy: that of LINQ breaks when a connection comes meanwhile.
        var all = _open.ToArray();
        var old = Array.ConvertAll(all, connection => connection.Key);
        var unasked = all.ToList();
        _ = unasked.RemoveAll(connection => TryAsk(connection.Value));
        while (old.Any(_open.ContainsKey) && time.GetElapsedTime(begin) < deadline)
        {
            await Task.Delay(s_lookPeriod, time);
            _ = unasked.RemoveAll(connection => TryAsk(connection.Value));
        }

        // Also those that are young at the deadline: their next request would be cut off.
        foreach (var young in unasked.Where(connection => _open.ContainsKey(connection.Key)))
        {
            young.Value.Lifetime?.RequestClose();
        }

        var quietBegin = time.GetTimestamp();
        while (!_open.IsEmpty && !old.Any(_open.ContainsKey) && time.GetElapsedTime(quietBegin) < QuietLimit)
        {
            await Task.Delay(s_lookPeriod, time);
        }

        return old.Count(_open.ContainsKey);
    }

    private void Note(TimeSpan life)
    {
        var longest = Interlocked.Read(ref _longestAnswer);
        while (life.Ticks > longest && life <= LongestCounted)
        {
            var seen = Interlocked.CompareExchange(ref _longestAnswer, life.Ticks, longest);
            if (seen == longest)
            {
                return;
            }

            longest = seen;
        }
    }

    private bool TryAsk((IConnectionLifetimeNotificationFeature? Lifetime, long Began) connection)
    {
        var isGrown = time.GetElapsedTime(connection.Began) >= Youth;
        if (isGrown)
        {
            connection.Lifetime?.RequestClose();
        }

        return isGrown;
    }
}
