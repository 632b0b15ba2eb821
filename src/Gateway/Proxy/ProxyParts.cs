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
    public ProxyHeaderGate ProxyHeaders { get; } = new(Loggers.CreateLogger<ProxyHeaderGate>());

    /// <summary>Connections that are passed on as they are.</summary>
    public StreamTable Streams { get; } = new(Time, Loggers.CreateLogger<StreamProxy>());

    /// <summary>Tells them by the host that they ask for.</summary>
    public ServerNameGate ServerNames => field ??= new(Streams, Certificates);

    /// <summary>Counts requests.</summary>
    public TrafficMeter Meter { get; } = new(AccessLog);

    /// <summary>Writes out what the access log holds, and ends the meter and the probes of streams.</summary>
    public async ValueTask DisposeAsync()
    {
        Streams.Dispose();
        Meter.Dispose();
        await AccessLog.EndAsync();
    }
}
