using System.Diagnostics.CodeAnalysis;
using Gateway.Configuration.ReverseProxy;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy.Upstreams;

/// <summary>Makes the connections of each cluster: YARP's, with our defaults, with what its metadata says, and with its
/// probes before them.</summary>
/// <param name="checks">The health checks.</param>
/// <param name="loggers">Where it logs; not owned.</param>
internal sealed class UpstreamClients(NamedChecks checks, ILoggerFactory loggers)
    : ForwarderHttpClientFactory(loggers.CreateLogger<ForwarderHttpClientFactory>())
{
    /// <inheritdoc/>
    protected override bool CanReuseOldClient(ForwarderHttpClientContext context) =>
        base.CanReuseOldClient(context)
        && UpstreamConnections.Read(context.OldMetadata).IsSame(UpstreamConnections.Read(context.NewMetadata));

    /// <inheritdoc/>
    [SuppressMessage("Security", "CA5359", Justification = "It decides by an authority or a key, or by both.")]
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        ProxyDefaults.Apply(context, handler);
        if (context is BriefContext)
        {
            handler.PooledConnectionIdleTimeout = KeptHostHandler.BriefTime;
        }

        var connections = UpstreamConnections.Read(context.NewMetadata);
        var trust = context.NewConfig.DangerousAcceptAnyServerCertificate == true
            ? null
            : new UpstreamTrust(context.ClusterId, connections, loggers.CreateLogger<UpstreamTrust>());
        if (!handler.UseProxy)
        {
            handler.ConnectCallback = new UpstreamDial(handler.SslOptions, trust).ConnectAsync;
        }
        else if (trust is not null && (connections.Authority is not null || !connections.Pins.IsEmpty))
        {
            // Through a proxy the first connection is the proxy's; .NET makes the other one, and says less of it.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                trust.Refusal(null, certificate, chain, errors) is null;
        }
    }

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000", Justification = "Each handler owns the one within.")]
    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler)
    {
        var wrapped = base.WrapHandler(context, handler);
        if (context is BriefContext)
        {
            return wrapped;
        }

        var idle = UpstreamConnections.Read(context.NewMetadata).IdleTimeout;
        var brief = new BriefContext
        {
            ClusterId = context.ClusterId,
            NewConfig = context.NewConfig,
            NewMetadata = context.NewMetadata,
        };
        var bounded = new KeptHostHandler(wrapped, idle, () => CreateClient(brief));
        return new ProbeHandler(new RequestBodyHandler(bounded), checks);
    }

    // Of connections for hosts that have no room.
    private sealed class BriefContext : ForwarderHttpClientContext;
}
