using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Proxy.Limits;

/// <summary>Closes connections of a client that has too many as they come. Proxies that are trusted bring the clients
/// of others, and loopback is ourselves: they have no limit.</summary>
/// <remarks>The table has no more entries than there are connections. Any thread may call.</remarks>
/// <param name="trusted">Knows who is trusted.</param>
/// <param name="time">Paces the log.</param>
/// <param name="logger">Gets a line a minute while connections are refused.</param>
internal sealed class ClientConnections(TrustedProxies trusted, TimeProvider time, ILogger<ClientConnections> logger)
{
    private readonly ConcurrentDictionary<ClientNetwork, int> _open = [];
    private readonly PacedCount _refused = new(time);
    private volatile int _most = int.MaxValue;

    /// <summary>Clients with a connection.</summary>
    public int Clients => _open.Count;

    /// <summary>Allows so many from here on; those that are open stay.</summary>
    public void Follow(int most) => _most = most;

    /// <summary>Runs for every connection, of TCP BEFORE the TLS handshake, and AFTER whatever says who the client
    /// is.</summary>
    public async Task ServeAsync<TConnection>(TConnection connection, Func<TConnection, Task> next)
        where TConnection : BaseConnectionContext
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address }
            || ClientAddress.IsLocal(connection.RemoteEndPoint) || trusted.Contains(address))
        {
            await next(connection);
            return;
        }

        var client = ClientNetwork.Of(address);
        try
        {
            if (_open.AddOrUpdate(client, 1, (_, open) => open + 1) > _most)
            {
                Report(address);
                return;
            }

            await next(connection);
        }
        finally
        {
            Leave(client);
        }
    }

    private void Leave(ClientNetwork client)
    {
        if (_open.AddOrUpdate(client, 0, (_, open) => open - 1) == 0)
        {
            // Only if nobody has come meanwhile.
            _ = _open.TryRemove(new(client, 0));
        }
    }

    private void Report(IPAddress address)
    {
        if (_refused.Add() is { } count)
        {
            logger.ClientRefused(count, address.ToString(), _most);
        }
    }
}
