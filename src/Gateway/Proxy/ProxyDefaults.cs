using System.Diagnostics.CodeAnalysis;
using System.Text;
using Gateway.Configuration.ReverseProxy;
using Gateway.Proxy.Upstreams;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Quic;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Proxy;

/// <summary>Where an edge wants something else than Kestrel's and YARP's defaults. What a route or cluster says itself
/// wins.</summary>
internal sealed class ProxyDefaults : IProxyConfigFilter
{
    /// <summary>Time between two probes of a destination, unless its cluster says otherwise.</summary>
    public static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(5);

    /// <summary>How long a probe may take, likewise.</summary>
    public static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    /// <summary>A request without a byte either way ends after this time. It covers waiting for the response as well as
    /// quiet WebSockets and event streams, which YARP does not tell apart.</summary>
    public static readonly TimeSpan ActivityTimeout = TimeSpan.FromMinutes(5);

    /// <summary>A connection to a destination is replaced after this time, so that a name that moved is
    /// followed.</summary>
    public static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>How much of a request of HTTP/3 may wait to be read, beside what the library itself holds. Kestrel's
    /// own is 1 MiB, for each of the hundred requests that a connection may have under way.</summary>
    [SuppressMessage("Usage", "CA2252", Justification = "Of what is to be had, only this bounds it.")]
    public static void Apply(QuicTransportOptions quic) => quic.MaxReadBufferSize = 64 * 1024;

    /// <summary>What the server does that nobody configures.</summary>
    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.RequestHeaderEncodingSelector = HeaderEncoding.Of;
        // Byte for byte what an upstream said: its headers are read so, too.
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        // ConnectionLimit counts instead: these would turn the self-test away too.
        kestrel.Limits.MaxConcurrentConnections = null;
        kestrel.Limits.MaxConcurrentUpgradedConnections = null;
        // No limit, as in HAProxy and Caddy: how much an upload may weigh is the application's decision, and bodies are
        // streamed, never stored. YARP's MaxRequestBodySize limits a route.
        kestrel.Limits.MaxRequestBodySize = null;
    }

    /// <summary>Connections to destinations.</summary>
    public static void Apply(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        var connections = UpstreamConnections.Read(context.NewMetadata);
        handler.ConnectTimeout = connections.ConnectTimeout;
        handler.PooledConnectionIdleTimeout = connections.IdleTimeout;
        handler.PooledConnectionLifetime = ConnectionLifetime;
        // As they were read. Left alone, the client of .NET refuses a request with anything but ASCII.
        handler.RequestHeaderEncodingSelector ??= (_, _) => HeaderText.Writing;
        if (!TraceContext.IsTraced)
        {
            // Nobody asked for traceparent and the like; what a client sends of them passes like any header.
            handler.ActivityHeadersPropagator = null;
        }
    }

    /// <summary>Probes of destinations: every 5 s, 2 s each, instead of YARP's 15 s and 10 s.</summary>
    public static void Apply(ActiveHealthCheckMonitorOptions probes)
    {
        probes.DefaultInterval = ProbeInterval;
        probes.DefaultTimeout = ProbeTimeout;
    }

    /// <summary>How long after its coming a destination of a cluster has been asked, at the latest.</summary>
    public static TimeSpan FirstProbeLimitOf(ClusterConfig? cluster)
    {
        var probes = cluster?.HealthCheck?.Active;
        return (probes?.Interval ?? ProbeInterval) + (probes?.Timeout ?? ProbeTimeout);
    }

    /// <summary>Upstreams see the host the client asked for, unless the route has a transform for it or the destination
    /// a <c>Host</c> of its own.</summary>
    public static void KeepHost(TransformBuilderContext context)
    {
        if (!context.RequestTransforms.OfType<RequestHeaderOriginalHostTransform>().Any())
        {
            context.AddOriginalHost();
            context.RequestTransforms.Add(new KeptHost());
        }
    }

    /// <summary>Upstreams see the path as the client escaped it. AFTER the route's transforms.</summary>
    public static void KeepEscapes(TransformBuilderContext context) =>
        context.RequestTransforms.Add(new KeptEscapes());

    /// <summary>Clients see no header that an upstream meant for us alone. BEFORE the route's transforms: what they set
    /// stays.</summary>
    public static void DropNominated(TransformBuilderContext context) =>
        context.ResponseTransforms.Insert(0, new NominatedHeaders());

    /// <summary>Upstreams switch protocols as they were asked to, and announce neither trailers nor a body that do not
    /// come.</summary>
    public static void CheckAnswers(TransformBuilderContext context)
    {
        context.ResponseTransforms.Insert(0, new UpgradeCheck());
        context.ResponseTransforms.Insert(0, new UnsentTrailers());
        context.ResponseTransforms.Insert(0, new NoContent());
    }

    /// <summary>Clients of streams hear of them before there is anything to hear. AFTER the route's transforms: nothing
    /// can be changed then.</summary>
    public static void SendHeadersEarly(TransformBuilderContext context) =>
        context.ResponseTransforms.Add(new EarlyHeaders());

    /// <inheritdoc/>
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel)
    {
        var request = cluster.HttpRequest ?? ForwarderRequestConfig.Empty;
        return new(cluster with
        {
            HttpRequest = request with { ActivityTimeout = request.ActivityTimeout ?? ActivityTimeout },
            HealthCheck = cluster.HealthCheck is { } health ? WithPolicies(health) : null,
        });
    }

    /// <inheritdoc/>
    public ValueTask<RouteConfig> ConfigureRouteAsync(
        RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route);

    // When all are ill, all are asked: a wrong verdict must not turn everybody away.
    private static HealthCheckConfig WithPolicies(HealthCheckConfig health) => health with
    {
        AvailableDestinationsPolicy =
            health.AvailableDestinationsPolicy ?? HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
        Active = health.Active is { } active ? active with { Policy = active.Policy ?? HealthPolicy.Http } : null,
        Passive = health.Passive is { } passive
            ? passive with { Policy = passive.Policy ?? HealthPolicy.ConsecutiveErrors }
            : null,
    };
}
