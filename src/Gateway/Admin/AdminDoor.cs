using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Gateway.Admin;

/// <summary>One listening socket and the Kestrel that serves it, apart from the proxy's.</summary>
internal sealed class AdminDoor : IAsyncDisposable
{
    // A few browsers and scripts, each with a stream of events.
    private const int MaxConnections = 256;
    private const int MaxRequestBytes = 64 * 1024;

    // For answers under way; streams of events end at once.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);

    private readonly KestrelServer _server;

    private AdminDoor(string wanted, string address, KestrelServer server) =>
        (Wanted, Address, _server) = (wanted, address, server);

    /// <summary>What the configuration calls it.</summary>
    public string Wanted { get; }

    /// <summary>Its address, with the port that the kernel chose for 0; the path of a unix socket.</summary>
    public string Address { get; }

    /// <summary>Serves a socket, which it owns from then on.</summary>
    /// <param name="wanted">What the configuration calls it.</param>
    /// <param name="socket">Bound; listening or not.</param>
    /// <param name="application">Who answers.</param>
    /// <param name="loggers">Where Kestrel logs.</param>
    /// <param name="cancellation">Gives up.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The door owns the server.")]
    public static async Task<AdminDoor> OpenAsync(
        string wanted, Socket socket, AdminApplication application, ILoggerFactory loggers,
        CancellationToken cancellation)
    {
        var address = socket.LocalEndPoint ?? throw new InvalidOperationException("The socket is not bound.");
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = MaxConnections;
        options.Limits.MaxRequestBodySize = MaxRequestBytes;
        options.Listen(address, listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions { CreateBoundListenSocket = _ => socket }), loggers);
        var server = new KestrelServer(Options.Create(options), transport, loggers);
        try
        {
            await server.StartAsync(application, cancellation);
            return new(wanted, address.ToString()!, server);
        }
        catch
        {
            server.Dispose();
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Closes it; answers under way have two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit);
        await _server.StopAsync(limit.Token);
        _server.Dispose();
    }
}
