using Gateway.Tls;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>What the web application is put together from.</summary>
/// <param name="Listeners">The bound sockets.</param>
/// <param name="Certificates">The certificates of the HTTPS listeners.</param>
/// <param name="Routing">Routes and clusters.</param>
/// <param name="SelfTest">Answers the self-test.</param>
/// <param name="Connections">Refuses connections beyond its limit.</param>
/// <param name="Loggers">Where it logs; not owned.</param>
/// <param name="StopDeadline">How long requests under way may take once it stops.</param>
internal sealed record ProxyParts(
    BoundListeners Listeners,
    CurrentCertificates Certificates,
    InMemoryConfigProvider Routing,
    SelfTestResponder SelfTest,
    ConnectionLimit Connections,
    ILoggerFactory Loggers,
    TimeSpan StopDeadline);
