using System.Net;
using Gateway.Tls;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Proxy.Streams;

/// <summary>Looks at the host that a TLS client asks for BEFORE anything is answered: some hosts are passed on
/// unopened, and on request those that nobody knows are refused.</summary>
/// <param name="streams">Those that are passed on.</param>
/// <param name="certificates">Those that are known.</param>
internal sealed class ServerNameGate(StreamTable streams, CurrentCertificates certificates)
{
    // Fatal, unrecognized_name (RFC 6066 section 3), as a record of TLS 1.2.
    private static readonly byte[] UnrecognizedName = [21, 3, 3, 0, 2, 2, 112];

    /// <summary>Runs for every connection to an HTTPS listener.</summary>
    public Task ServeAsync(ConnectionContext connection, ConnectionDelegate next) =>
        streams.HasServerNames || certificates.Store.Terms.RequiresServerName
            ? LookAsync(connection, next)
            : next(connection);

    private async Task LookAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var hello = await ConnectionStart.ReadAsync<Hello>(connection, ClientHello.MaxLength, Look);
        if (hello is null)
        {
            return;
        }

        if (streams.FindByServerName(hello.Name) is { } stream)
        {
            await stream.ServeAsync(connection, hello.Name);
        }
        else if (IsUnknown(hello, connection.RemoteEndPoint))
        {
            _ = await connection.Transport.Output.WriteAsync(UnrecognizedName);
        }
        else
        {
            await next(connection);
        }
    }

    // The self-test asks by address.
    private bool IsUnknown(Hello hello, EndPoint? remote) =>
        certificates.Store is { Terms.RequiresServerName: true } store
        && hello.IsHello
        && !store.Covers(hello.Name)
        && !ClientAddress.IsLocal(remote);

    private static Hello? Look(ReadOnlySpan<byte> bytes, out int used)
    {
        used = 0;
        var result = ClientHello.Read(bytes, out var name);
        return result != HelloResult.Incomplete ? new(result != HelloResult.Other, name)
            : bytes.Length >= ClientHello.MaxLength ? new(false, "")
            : null;
    }

    private sealed record Hello(bool IsHello, string Name);
}
