using Microsoft.AspNetCore.Connections;

namespace Gateway.Proxy.Limits;

/// <summary>Closes connections beyond a limit as they come, but never the self-test's: a flood of idle clients must not
/// make the node give its addresses away, only to drown the next one.</summary>
/// <remarks>Kestrel's own limit knows no exception. Any thread may call.</remarks>
/// <param name="time">Paces the log.</param>
/// <param name="logger">Gets a line a minute while connections are refused.</param>
internal sealed class ConnectionLimit(TimeProvider time, ILogger<ConnectionLimit> logger)
{
    private readonly PacedCount _refused = new(time);
    private long _limit = long.MaxValue;
    private long _open;
    private long _turnedAway;

    /// <summary>Allows so many at once from here on, over all listeners; those that are open stay. WebSockets count as
    /// any other. No limit before the first call.</summary>
    public void Follow(long most) => Volatile.Write(ref _limit, most);

    /// <summary>Connections that are open.</summary>
    public long Open => Interlocked.Read(ref _open);

    /// <summary>Connections that were refused, ever.</summary>
    public long Refused => Interlocked.Read(ref _turnedAway);

    /// <summary>Runs for every connection, of TCP BEFORE the TLS handshake: a refused one costs no
    /// cryptography.</summary>
    /// <param name="connection">The connection, closed when this returns.</param>
    /// <param name="next">What serves it.</param>
    public async Task ServeAsync<TConnection>(TConnection connection, Func<TConnection, Task> next)
        where TConnection : BaseConnectionContext
    {
        try
        {
            if (Interlocked.Increment(ref _open) > Volatile.Read(ref _limit)
                && !ClientAddress.IsLocal(connection.RemoteEndPoint))
            {
                CountRefused();
                return;
            }

            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private void CountRefused()
    {
        Interlocked.Increment(ref _turnedAway);
        if (_refused.Add() is { } count)
        {
            logger.ConnectionsRefused(count, Volatile.Read(ref _limit));
        }
    }
}
