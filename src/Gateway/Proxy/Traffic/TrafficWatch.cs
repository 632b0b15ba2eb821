using System.Net;
using Gateway.Proxy.Routes;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Traffic;

/// <summary>Sees every request come and go, but the self-test's, and says so to the access log and the meter.</summary>
internal sealed class TrafficWatch(RequestDelegate next, ProxyParts parts)
{
    // nginx's word for a client that left before there was an answer.
    private const int ClientClosedRequest = 499;

    /// <summary>Runs around everything else.</summary>
    public Task InvokeAsync(HttpContext context) =>
        (parts.AccessLog.IsOn || parts.Meter.IsOn) && !parts.SelfTest.IsOurs(context.Request)
            ? WatchAsync(context)
            : next(context);

    /// <summary>An address for the log: IPv4 in its own form, <c>-</c> when unknown.</summary>
    public static string Plain(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "-";

    private async Task WatchAsync(HttpContext context)
    {
        var (came, begin) = (parts.Time.GetLocalNow(), parts.Time.GetTimestamp());
        var plain = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var counted = new CountedBody(plain);
        context.Features.Set<IHttpResponseBodyFeature>(counted);
        parts.Meter.Begin();
        var hasThrown = true;
        try
        {
            await next(context);
            hasThrown = false;
        }
        finally
        {
            context.Features.Set(plain);
            var record = Describe(context, came, parts.Time.GetElapsedTime(begin), counted.Bytes, hasThrown);
            parts.Meter.End(record);
            if (parts.AccessLog.IsOn)
            {
                parts.AccessLog.Add(record);
            }
        }
    }

    private static AccessRecord Describe(
        HttpContext context, DateTimeOffset came, TimeSpan duration, long bytes, bool hasThrown)
    {
        var request = context.Request;
        var forwarded = context.Features.Get<IReverseProxyFeature>();
        var error = context.GetForwarderErrorFeature()?.Error;
        return new()
        {
            Time = came,
            Duration = duration,
            Client = Plain(context.Connection.RemoteIpAddress),
            Method = request.Method,
            Scheme = request.Scheme,
            Host = request.Host.Value ?? "",
            Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            Protocol = request.Protocol,
            Status = StatusOf(context, error, hasThrown),
            Bytes = bytes,
            // Also of one that is answered here.
            Route = (forwarded?.Route ?? context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>())?.Config.RouteId,
            Cluster = forwarded?.Cluster.Config.ClusterId,
            Destination = forwarded?.ProxiedDestination?.DestinationId,
            Error = error is null or ForwarderError.None ? null : error.ToString(),
            RequestId = RequestIds.Of(context),
            Referer = request.Headers.Referer,
            UserAgent = request.Headers.UserAgent,
        };
    }

    private static int StatusOf(HttpContext context, ForwarderError? error, bool hasThrown)
    {
        if (context.Response.HasStarted)
        {
            return context.Response.StatusCode;
        }

        if (context.RequestAborted.IsCancellationRequested || (error is { } e && ForwardingFailures.IsOfClient(e)))
        {
            return ClientClosedRequest;
        }

        return hasThrown ? StatusCodes.Status500InternalServerError : context.Response.StatusCode;
    }
}
