using System.Collections.Immutable;
using System.Net;
using Gateway.Proxy.Limits;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Proxy.Streams;

/// <summary>Takes the client's address from the PROXY header that balancers before this one put in front of every
/// connection. From those who are named it is mandatory, and nobody else's is believed.</summary>
/// <param name="time">Paces the log.</param>
/// <param name="logger">Gets a line a minute while connections come without one.</param>
internal sealed class ProxyHeaderGate(TimeProvider time, ILogger<ProxyHeaderGate> logger)
{
    private readonly PacedCount _without = new(time);
    private volatile IPNetwork[] _from = [];

    /// <summary>Expects it of these from here on.</summary>
    public void Follow(ImmutableArray<IPNetwork> from) => _from = [.. from];

    /// <summary>Whether a connection from there must begin with one.</summary>
    public bool Expects(EndPoint? peer) => ClientAddress.IsIn(_from, (peer as IPEndPoint)?.Address);

    /// <summary>Runs for every connection, BEFORE anything looks at the client's address.</summary>
    public Task ServeAsync(ConnectionContext connection, ConnectionDelegate next) =>
        Expects(connection.RemoteEndPoint) ? TakeAsync(connection, next) : next(connection);

    private async Task TakeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var said = await ConnectionStart.ReadAsync<Said>(connection, ProxyHeaderReader.MaxLength, Look);
        if (said is null)
        {
            // A health check of the balancer that connects and says nothing.
            return;
        }

        if (!said.IsHeader)
        {
            if (_without.Add() is { } count)
            {
                logger.NoProxyHeader(count, connection.RemoteEndPoint?.ToString() ?? "?");
            }

            return;
        }

        connection.RemoteEndPoint = said.Header.Source ?? connection.RemoteEndPoint;
        connection.LocalEndPoint = said.Header.Destination ?? connection.LocalEndPoint;
        await next(connection);
    }

    private static Said? Look(ReadOnlySpan<byte> bytes, out int used)
    {
        var result = ProxyHeaderReader.Read(bytes, out var header);
        used = header.Length;
        return result == ProxyHeaderResult.Incomplete ? null : new(result == ProxyHeaderResult.Complete, header);
    }

    private sealed record Said(bool IsHeader, ProxyHeader Header);
}
