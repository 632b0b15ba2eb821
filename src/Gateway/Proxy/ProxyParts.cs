using Gateway.Configuration;
using Gateway.Proxy.Limits;
using Gateway.Proxy.Routes;
using Gateway.Proxy.Streams;
using Gateway.Proxy.Traffic;
using Gateway.Tls;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>What the web application is put together from.</summary>
/// <param name="Listeners">The bound sockets.</param>
/// <param name="Certificates">The certificates of the HTTPS listeners.</param>
/// <param name="Routing">Routes and clusters.</param>
/// <param name="SelfTest">Answers the self-test.</param>
/// <param name="Trusted">Believes some proxies.</param>
/// <param name="Limit">Refuses connections beyond its limit.</param>
/// <param name="Open">Knows the connections that are open.</param>
/// <param name="AccessLog">Writes requests down.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">Where it logs; not owned.</param>
/// <param name="StopDeadline">How long requests under way may take once it stops.</param>
internal sealed record ProxyParts(
    BoundListeners Listeners,
    CurrentCertificates Certificates,
    InMemoryConfigProvider Routing,
    SelfTestResponder SelfTest,
    TrustedProxies Trusted,
    ConnectionLimit Limit,
    OpenConnections Open,
    AccessLog AccessLog,
    TimeProvider Time,
    ILoggerFactory Loggers,
    TimeSpan StopDeadline) : IAsyncDisposable
{
    /// <summary>Takes clients' addresses from those who know them.</summary>
    public ProxyHeaderGate ProxyHeaders { get; } = new(Time, Loggers.CreateLogger<ProxyHeaderGate>());

    /// <summary>Connections that are passed on as they are.</summary>
    public StreamTable Streams => field ??= new(
        new(AccessLog, new(Meter.Source), Time), Time, Loggers.CreateLogger<StreamProxy>());

    /// <summary>Tells them by the host that they ask for.</summary>
    public ServerNameGate ServerNames => field ??= new(Streams, Certificates);

    /// <summary>Refuses connections of clients that have too many.</summary>
    public ClientConnections Clients { get; } = new(Trusted, Time, Loggers.CreateLogger<ClientConnections>());

    /// <summary>Tells of clients without the certificate that their host wants.</summary>
    public RefusedClients RefusedClients { get; } = new(Time, Loggers.CreateLogger<RefusedClients>());

    /// <summary>Refuses requests of clients that ask too often.</summary>
    public RequestRates Rates { get; } = new(Time, Loggers.CreateLogger<RequestRates>());

    /// <summary>The limits of the servers.</summary>
    public ServerLimits Servers { get; } = new();

    /// <summary>Counts requests and connections.</summary>
    public TrafficMeter Meter { get; } = new(AccessLog, Limit);

    /// <summary>Keeps connections until their clients have read.</summary>
    public UnreadAnswers UnreadAnswers => field ??= new(Open, Time);

    /// <summary>Tells of requests that Kestrel refuses.</summary>
    public RefusedRequests RefusedRequests => field ??= new(AccessLog, Meter, Time);

    /// <summary>What clients see of our own errors.</summary>
    public ErrorPages ErrorPages { get; } = new(Loggers.CreateLogger<ErrorPages>());

    /// <summary>Gives requests their ids.</summary>
    public RequestIds RequestIds { get; } = new(Trusted);

    /// <summary>Where clients find HTTPS.</summary>
    public HttpsPort HttpsPort { get; } = new(Listeners.Configured);

    /// <summary>Who has which password.</summary>
    public UserBook Users { get; } = new(Time, Loggers.CreateLogger<UserBook>());

    /// <summary>Connections to the servers that decide who may come.</summary>
    public AuthServers AuthServers { get; } = new();

    /// <summary>Takes up what needs neither a socket nor a certificate, and cannot fail.</summary>
    public void Follow(GatewayConfig config)
    {
        AccessLog.Follow(config.AccessLog);
        Trusted.Follow(config.TrustedProxies);
        ErrorPages.Follow(config.ErrorPages);
        RequestIds.Follow(config.RequestId);
        Limit.Follow(config.Limits.MaxConnections);
        Clients.Follow(config.Limits.MaxConnectionsPerClient);
        Rates.Follow(config.Limits.Requests, config.Routes);
        Servers.Follow(config.Limits);
        ProxyHeaders.Follow(config.ProxyProtocolFrom);
        Streams.Follow(config.Streams, config.Hosts);
    }

    /// <summary>Writes out what the access log holds, and ends the meter and the probes of streams.</summary>
    public async ValueTask DisposeAsync()
    {
        Streams.Dispose();
        Meter.Dispose();
        Rates.Dispose();
        AuthServers.Dispose();
        await AccessLog.EndAsync();
    }
}
