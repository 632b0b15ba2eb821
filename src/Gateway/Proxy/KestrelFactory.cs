using System.Net.Security;
using Gateway.Configuration;
using Gateway.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Gateway.Proxy;

/// <summary>Makes a Kestrel for one listener, on our socket, with our certificates and limits.</summary>
/// <param name="services">The services of the web application.</param>
/// <param name="kestrel">Kestrel's own type, as it registers itself.</param>
/// <param name="parts">Certificates and limits.</param>
internal sealed class KestrelFactory(IServiceProvider services, Type kestrel, ProxyParts parts)
{
    private static readonly TimeSpan s_handshakeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Makes it, not started. It owns the listener's socket once it has started.</summary>
    public IServer Create(BoundListener listener)
    {
        var options = services.GetRequiredService<IOptionsFactory<KestrelServerOptions>>().Create(Options.DefaultName);
        options.Listen(listener.Endpoint.EndPoint, listen => Configure(listen, listener.Endpoint));
        parts.Servers.Lead(options.Limits);
        var sockets =
            services.GetRequiredService<IOptionsFactory<SocketTransportOptions>>().Create(Options.DefaultName);
        sockets.MaxWriteBufferSize = RecordMemory.MostUnsentBytes;
        sockets.MaxReadBufferSize = RecordMemory.MostUnreadBytes;
        sockets.CreateBoundListenSocket = _ => listener.Socket;
        IConnectionListenerFactory[] transports = [new SocketTransportFactory(Options.Create(sockets), parts.Loggers)];
        return (IServer)ActivatorUtilities.CreateInstance(
            services, kestrel, Options.Create(options), transports, parts.RefusedRequests);
    }

    private void Configure(ListenOptions listen, ListenEndpoint endpoint)
    {
        // BEFORE UseHttps: what comes first sees the connection first.
        listen.Use(next => connection => parts.Limit.ServeAsync(connection, next));
        listen.Use(next => connection => parts.ProxyHeaders.ServeAsync(connection, next));
        listen.Use(next => connection => parts.Clients.ServeAsync(connection, next));
        listen.Use(next => connection => parts.Open.ServeAsync(connection, next));
        switch (endpoint.Scheme)
        {
            case ListenScheme.Tcp:
                // Never reached; Kestrel wants to hear of one that needs no TLS.
                listen.Protocols = HttpProtocols.Http1;
                listen.Run(connection => parts.Streams.Find(endpoint.Stream!)?.ServeAsync(connection, serverName: null)
                    ?? Task.CompletedTask);
                break;
            case ListenScheme.Https:
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.Use(next => connection => parts.ServerNames.ServeAsync(connection, next));
                listen.Use(next => connection => DirectOutput.ServeAsync(connection, next));
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = hello => AnswerHello(hello),
                    HandshakeTimeout = s_handshakeTimeout,
                });
                listen.Use(next => connection => DirectOutput.ChooseAsync(connection, next));
                break;
            default:
                listen.Protocols = HttpProtocols.Http1;
                break;
        }
    }

    private ValueTask<SslServerAuthenticationOptions> AnswerHello(TlsHandshakeCallbackContext hello)
    {
        var store = parts.Certificates.Store;
        var name = hello.ClientHelloInfo.ServerName;
        var clients = store.Terms.ClientsOf(name);
        if (clients is not null)
        {
            var client = hello.Connection.RemoteEndPoint;
            var handshake = new ClientHandshake(reason => parts.RefusedClients.Add(name, client, reason));
            clients.Follow(hello.SslStream, handshake);
            // For the requests of this connection, whatever host they name.
            hello.Connection.Features.Set(new AuthenticatedClients(clients, handshake));
        }

        return new(store.Answer(name, clients));
    }
}
