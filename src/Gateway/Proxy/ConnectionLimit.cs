using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Proxy;

/// <summary>Closes connections beyond a limit as they come, but never the self-test's: a flood of idle clients must not
/// make the node give its addresses away, only to drown the next one.</summary>
/// <remarks>Kestrel's own limit knows no exception. Any thread may call.</remarks>
/// <param name="limit">Connections at once, over all listeners; WebSockets count like any other.</param>
/// <param name="time">Paces the log.</param>
/// <param name="logger">Gets a line a minute while connections are refused.</param>
internal sealed class ConnectionLimit(long limit, TimeProvider time, ILogger<ConnectionLimit> logger)
{
    private static readonly TimeSpan s_logInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _refusals = new();
    private long _open;
    private long _untold;
    private long _refused;
    private long? _loggedAt;

    /// <summary>Connections that are open.</summary>
    public long Open => Interlocked.Read(ref _open);

    /// <summary>Connections that were refused, ever.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Runs for every connection, BEFORE the TLS handshake: a refused one costs no cryptography.</summary>
    /// <param name="connection">The connection, closed when this returns.</param>
    /// <param name="next">What serves it.</param>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref _open) > limit && !IsLocal(connection.RemoteEndPoint))
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

    // The kernel drops packets from the network that claim a loopback source, so nobody outside gets past here.
    private static bool IsLocal(EndPoint? remote) =>
        remote is IPEndPoint { Address: var address }
        && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private void CountRefused()
    {
        lock (_refusals)
        {
            _untold++;
            _refused++;
            if (_loggedAt is { } last && time.GetElapsedTime(last) < s_logInterval)
            {
                return;
            }

            logger.ConnectionsRefused(_untold, limit);
            _untold = 0;
            _loggedAt = time.GetTimestamp();
        }
    }
}
