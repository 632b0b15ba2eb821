using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Configuration;
using Gateway.Proxy;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Proxy;

/// <summary>A started proxy and clients that find it under any host name and trust its certificates only.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "Handlers and sockets belong to what they are handed to.")]
internal sealed class RunningProxy : IAsyncDisposable
{
    private readonly ILoggerFactory _loggers;
    private readonly HttpMessageInvoker _client;

    private RunningProxy(ProxyServer server, RecordedLog log, ILoggerFactory loggers)
    {
        Server = server;
        Log = log;
        _loggers = loggers;
        _client = CreateClient();
    }

    public static CancellationToken Timeout => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public ProxyServer Server { get; }

    public RecordedLog Log { get; }

    public int Port => Server.Listeners[0].EndPoint.Port;

    public Uri Uri(string path = "/", string host = Configs.Host) =>
        new($"{Server.Listeners[0].Scheme.ToString().ToLowerInvariant()}://{host}:{Port}{path}");

    public static async Task<RunningProxy> StartAsync(
        GatewayConfig config, TimeSpan? stopDeadline = null)
    {
        var log = new RecordedLog();
        var loggers = log.CreateFactory();
        var deadline = stopDeadline ?? ProxyServer.DefaultStopDeadline;
        var server = await ProxyServer.StartAsync(
            config, loggers, TimeProvider.System, deadline, Timeout);
        return new(server, log, loggers);
    }

    public HttpMessageInvoker CreateClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        // Each letter is a byte.
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        SslOptions = { RemoteCertificateValidationCallback = IsOurs },
        ConnectCallback = async (_, cancel) => await ConnectAsync(cancel),
    });

    public async Task<NetworkStream> ConnectAsync(CancellationToken cancel) =>
        new(await ConnectSocketAsync(cancel), ownsSocket: true);

    public async Task<Socket> ConnectSocketAsync(CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port, cancel);
        return socket;
    }

    /// <summary>A TLS connection, with the server name and the protocols that the caller wants.</summary>
    public async Task<SslStream> ConnectTlsAsync(
        string? serverName = Configs.Host,
        SslApplicationProtocol? alpn = null,
        SslProtocols version = SslProtocols.None) =>
        await SpeakTlsAsync(await ConnectAsync(Timeout), serverName, alpn, version);

    /// <summary>TLS over a connection that the caller has made.</summary>
    public async Task<SslStream> SpeakTlsAsync(
        Stream connection,
        string? serverName = Configs.Host,
        SslApplicationProtocol? alpn = null,
        SslProtocols version = SslProtocols.None)
    {
        var tls = new SslStream(connection);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = serverName,
                EnabledSslProtocols = version,
                ApplicationProtocols = [alpn ?? SslApplicationProtocol.Http11],
                RemoteCertificateValidationCallback = IsOurs,
            },
            Timeout);
        return tls;
    }

    public Task<HttpResponseMessage> GetAsync(string path = "/", string host = Configs.Host, Version? version = null) =>
        SendAsync(new(HttpMethod.Get, Uri(path, host)) { Version = version ?? HttpVersion.Version11 });

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return _client.SendAsync(request, Timeout);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Server.DisposeAsync();
        _loggers.Dispose();
    }

    private bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null && Server.Certificates.Store.Contains(certificate);
}
