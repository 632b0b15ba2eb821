using System.Net;
using System.Net.Security;
using System.Security.Authentication;
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
    /// <param name="listener">The listener.</param>
    /// <param name="offersHttp3">Whether its clients are told of HTTP/3.</param>
    public IServer Create(BoundListener listener, bool offersHttp3)
    {
        var offer = offersHttp3 ? new Http3Offer(listener.Endpoint.EndPoint.Port) : null;
        var sockets =
            services.GetRequiredService<IOptionsFactory<SocketTransportOptions>>().Create(Options.DefaultName);
        sockets.MaxWriteBufferSize = RecordMemory.MostUnsentBytes;
        sockets.MaxReadBufferSize = RecordMemory.MostUnreadBytes;
        sockets.CreateBoundListenSocket = _ => listener.Socket;
        IConnectionListenerFactory[] transports = [new SocketTransportFactory(Options.Create(sockets), parts.Loggers)];
        return Create(listener.Endpoint, listen => Configure(listen, listener.Endpoint, offer), [transports]);
    }

    /// <summary>Makes one that serves HTTP/3 at the UDP port of an address, not started. It binds the port by itself;
    /// where it cannot, its start throws whatever the library makes of that.</summary>
    public IServer CreateHttp3(ListenEndpoint endpoint) => Create(endpoint, ConfigureHttp3);

    private IServer Create(ListenEndpoint endpoint, Action<ListenOptions> configure, params object[] transports)
    {
        var options = services.GetRequiredService<IOptionsFactory<KestrelServerOptions>>().Create(Options.DefaultName);
        options.Listen(endpoint.EndPoint, configure);
        parts.Servers.Lead(options.Limits);
        return (IServer)ActivatorUtilities.CreateInstance(
            services, kestrel, [Options.Create(options), parts.RefusedRequests, .. transports]);
    }

    private void Configure(ListenOptions listen, ListenEndpoint endpoint, Http3Offer? offer)
    {
        // BEFORE UseHttps: what comes first sees the connection first.
        listen.Use(next => connection => parts.Limit.ServeAsync(connection, next.Invoke));
        if (offer is not null)
        {
            listen.Use(next => connection => OfferAsync(connection, offer, next));
        }

        listen.Use(next => connection => parts.ProxyHeaders.ServeAsync(connection, next));
        listen.Use(next => connection => parts.Clients.ServeAsync(connection, next.Invoke));
        listen.Use(next => connection => parts.Open.ServeAsync(connection, next.Invoke));
        switch (endpoint.Scheme)
        {
            case ListenScheme.Tcp:
                listen.Use(next => connection => parts.UnreadAnswers.ServeAsync(connection, next));
                // Never reached; Kestrel wants to hear of one that needs no TLS.
                listen.Protocols = HttpProtocols.Http1;
                listen.Run(connection => parts.Streams.Find(endpoint.Stream!)?.ServeAsync(connection, serverName: null)
                    ?? Task.CompletedTask);
                break;
            case ListenScheme.Https:
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.Use(next => connection => parts.UnreadAnswers.ServeAsync(connection, next));
                listen.Use(next => connection => parts.ServerNames.ServeAsync(connection, next));
                listen.Use(next => connection => DirectOutput.ServeAsync(connection, next));
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = hello => AnswerHello(hello),
                    HandshakeTimeout = s_handshakeTimeout,
                });
                listen.Use(next => connection => DirectOutput.ChooseAsync(connection, next));
                listen.Use(next => connection => BrokenAnswer.ServeAsync(connection, next));
                break;
            default:
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => connection => BrokenAnswer.ServeAsync(connection, next));
                break;
        }
    }

    private void ConfigureHttp3(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http3;
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = hello => new(AnswerHttp3Hello(hello.ClientHelloInfo.ServerName, hello.Connection)),
        });
        IMultiplexedConnectionBuilder quic = listen;
        quic.Use(next => connection => parts.Limit.ServeAsync(connection, next.Invoke));
        quic.Use(next => connection => parts.Clients.ServeAsync(connection, next.Invoke));
        quic.Use(next => connection => parts.Open.ServeAsync(connection, next.Invoke));
    }

    // Whoever comes by another proxy has no way to our UDP port.
    private Task OfferAsync(ConnectionContext connection, Http3Offer offer, ConnectionDelegate next)
    {
        var peer = connection.RemoteEndPoint;
        if (!parts.ProxyHeaders.Expects(peer) && !parts.Trusted.Contains((peer as IPEndPoint)?.Address))
        {
            connection.Features.Set(offer);
        }

        return next(connection);
    }

    // BEFORE a certificate's key is used. What is refused comes by TCP instead, where it is looked at in full: there
    // connections are passed on unopened, clients are asked for certificates, and PROXY headers are read.
    private SslServerAuthenticationOptions AnswerHttp3Hello(string name, ConnectionContext connection)
    {
        var store = parts.Certificates.Store;
        return parts.Streams.FindByServerName(name) is null
            && store.Terms.ClientsOf(name) is null
            && !(store.Terms.RequiresServerName && !store.Covers(name))
            && !parts.ProxyHeaders.Expects(connection.RemoteEndPoint)
            ? store.Find(name).Http3Options
            : throw new AuthenticationException("This host is not served by HTTP/3.");
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
