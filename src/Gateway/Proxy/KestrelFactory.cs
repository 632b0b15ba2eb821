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
        options.Listen(listener.Endpoint.EndPoint, listen => Configure(listen, listener.Endpoint.Scheme));
        parts.Servers.Lead(options.Limits);
        var sockets = new SocketTransportOptions { CreateBoundListenSocket = _ => listener.Socket };
        IConnectionListenerFactory[] transports = [new SocketTransportFactory(Options.Create(sockets), parts.Loggers)];
        return (IServer)ActivatorUtilities.CreateInstance(services, kestrel, Options.Create(options), transports);
    }

    private void Configure(ListenOptions listen, ListenScheme scheme)
    {
        // BEFORE UseHttps: what comes first sees the connection first.
        listen.Use(next => connection => parts.Limit.ServeAsync(connection, next));
        listen.Use(next => connection => parts.Clients.ServeAsync(connection, next));
        listen.Use(next => connection => parts.Open.ServeAsync(connection, next));
        listen.Protocols = scheme == ListenScheme.Https ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
        if (scheme == ListenScheme.Https)
        {
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = hello => FindCertificate(hello, parts.Certificates),
                HandshakeTimeout = s_handshakeTimeout,
            });
        }
    }

    private static ValueTask<SslServerAuthenticationOptions> FindCertificate(
        TlsHandshakeCallbackContext hello, CurrentCertificates certificates) =>
        new(certificates.Store.Find(hello.ClientHelloInfo.ServerName).HandshakeOptions);
}
