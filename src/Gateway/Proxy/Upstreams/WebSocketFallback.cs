using System.Net;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>Asks for a WebSocket by HTTP/1.1 where an upstream that is spoken to in HTTP/2 does not take it by that:
/// few do (RFC 8441). Such a server speaks HTTP/1.1 on the same port, or has no WebSockets at all.</summary>
/// <param name="next">What forwards the request.</param>
internal sealed class WebSocketFallback(RequestDelegate next)
{
    /// <summary>Runs around the forwarding of every request.</summary>
    public Task InvokeAsync(HttpContext context) =>
        context.Request.Headers.Upgrade.Count == 0 && !HttpMethods.IsConnect(context.Request.Method)
            ? next(context)
            : TryAsync(context);

    private async Task TryAsync(HttpContext context)
    {
        await next(context);
        // Told before anything of the request was sent.
        if (context.GetForwarderErrorFeature()?.Exception is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ExtendedConnectNotSupported,
            }
            && !context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            var proxied = context.GetReverseProxyFeature();
            context.Features.Set<IReverseProxyFeature>(new InHttp11(proxied));
            await next(context);
            context.Features.Set(proxied);
        }
    }

    private sealed class InHttp11(IReverseProxyFeature proxied) : IReverseProxyFeature
    {
        public RouteModel Route => proxied.Route;

        public ClusterModel Cluster { get; } = new(
            proxied.Cluster.Config with
            {
                HttpRequest = (proxied.Cluster.Config.HttpRequest ?? ForwarderRequestConfig.Empty) with
                {
                    Version = HttpVersion.Version11,
                    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                },
            },
            proxied.Cluster.HttpClient);

        public IReadOnlyList<DestinationState> AllDestinations => proxied.AllDestinations;

        public IReadOnlyList<DestinationState> AvailableDestinations
        {
            get => proxied.AvailableDestinations;
            set => proxied.AvailableDestinations = value;
        }

        public DestinationState? ProxiedDestination
        {
            get => proxied.ProxiedDestination;
            set => proxied.ProxiedDestination = value;
        }
    }
}
