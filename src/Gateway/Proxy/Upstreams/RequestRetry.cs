using System.Net.Sockets;
using Gateway.Configuration.ReverseProxy;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Upstreams;

/// <summary>Asks another destination when one did not answer, as far as that is safe: any request when there was no
/// connection, for nothing has reached the upstream; one that changes nothing when the connection broke before the
/// answer (RFC 9110 section 9.2.2). Backup destinations come last. Never once the client has heard the first
/// byte.</summary>
/// <remarks>Where there is no other destination, one that has reset the connection is asked once more: it may have
/// closed it, or been started anew, while that was idle. What it ends in good order .NET repeats by itself.</remarks>
internal sealed class RequestRetry(RequestDelegate next, DestinationBoard board, ProxyParts parts)
{
    /// <summary>Runs around affinity, load balancing and forwarding.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var proxied = context.GetReverseProxyFeature();
        var left = proxied.AvailableDestinations;
        await next(context);
        // Nearly always: nothing has failed, and nothing more is looked at.
        if (context.GetForwarderErrorFeature() is null)
        {
            return;
        }

        var retries = UpstreamHealth.Read(proxied.Cluster.Config.Metadata).Retries;
        var tried = new HashSet<DestinationState>();
        for (; retries > 0 && IsSafe(context) && proxied.ProxiedDestination is { } failed; retries--)
        {
            _ = tried.Add(failed);
            left = [.. left.Except(tried)];
            if (left.Count == 0)
            {
                left = [.. DestinationChoice.Backups(proxied.Cluster.Config, proxied.AllDestinations, board)
                    .Except(tried)];
            }

            if (left.Count == 0 && IsReset(context.GetForwarderErrorFeature()!.Exception))
            {
                left = [failed];
            }

            if (left.Count == 0)
            {
                return;
            }

            parts.Meter.Retry(proxied.Cluster.Config.ClusterId, failed.DestinationId);
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            proxied.AvailableDestinations = left;
            proxied.ProxiedDestination = null;
            await next(context);
        }
    }

    /// <summary>Whether to do it twice is to do it once (RFC 9110 section 9.2.2). Of a method that nobody knows it is
    /// not.</summary>
    public static bool IsIdempotent(string method) => method is "GET" or "HEAD" or "OPTIONS" or "PUT" or "DELETE";

    private static bool IsSafe(HttpContext context) =>
        context.GetForwarderErrorFeature() is { Exception: { } failure }
        && !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && (HasNotConnected(failure) || (HasBroken(failure) && ChangesNothing(context)));

    private static bool HasNotConnected(Exception failure) => failure switch
    {
        HttpRequestException http => http.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        // SocketsHttpHandler's ConnectTimeout; the time for the whole request has no such inner exception.
        TaskCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    private static bool HasBroken(Exception failure) => failure is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ResponseEnded,
    }
        || IsReset(failure);

    private static bool IsReset(Exception? failure) =>
        failure is HttpRequestException { InnerException: IOException { InnerException: SocketException } };

    // Without a body: of one that was sent nothing is left to send again.
    private static bool ChangesNothing(HttpContext context) =>
        IsIdempotent(context.Request.Method)
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
}
