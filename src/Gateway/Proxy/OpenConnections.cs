using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Proxy;

/// <summary>The connections of clients, so that they can be led away BEFORE an address goes: HTTP/1 gets
/// <c>Connection: close</c>, HTTP/2 a GOAWAY, and a new connection is still served. Any thread may call.</summary>
/// <param name="time">Paces the wait.</param>
internal sealed class OpenConnections(TimeProvider time)
{
    /// <summary>How long <see cref="DrainAsync"/> waits for a moment without any request, once the old connections are
    /// gone: the requests of that moment are those that a handover cuts off.</summary>
    public static readonly TimeSpan QuietLimit = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan s_lookPeriod = TimeSpan.FromMilliseconds(2);

    private readonly ConcurrentDictionary<ConnectionContext, IConnectionLifetimeNotificationFeature?> _open = [];
    private volatile bool _isDraining;

    /// <summary>Runs for every connection.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        _open[connection] = connection.Features.Get<IConnectionLifetimeNotificationFeature>();
        try
        {
            await next(connection);
        }
        finally
        {
            _ = _open.TryRemove(connection, out _);
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
        _isDraining = true;
        var begin = time.GetTimestamp();
        var old = _open.ToArray();
        foreach (var (_, lifetime) in old)
        {
            lifetime?.RequestClose();
        }

        while (old.Any(IsOpen) && time.GetElapsedTime(begin) < deadline)
        {
            await Task.Delay(s_lookPeriod, time);
        }

        var quietBegin = time.GetTimestamp();
        while (!_open.IsEmpty && !old.Any(IsOpen) && time.GetElapsedTime(quietBegin) < QuietLimit)
        {
            await Task.Delay(s_lookPeriod, time);
        }

        return old.Count(IsOpen);
    }

    /// <summary>Serves clients as before.</summary>
    public void EndDrain() => _isDraining = false;

    private bool IsOpen(KeyValuePair<ConnectionContext, IConnectionLifetimeNotificationFeature?> connection) =>
        _open.ContainsKey(connection.Key);
}
