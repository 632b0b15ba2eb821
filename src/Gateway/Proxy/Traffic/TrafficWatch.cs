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
        var begin = parts.Time.GetTimestamp();
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
            var outcome = OutcomeOf(context, parts.Time.GetElapsedTime(begin), counted.Bytes, hasThrown);
            parts.Meter.End(outcome);
            if (parts.AccessLog.IsOn)
            {
                parts.AccessLog.Add(Describe(context, parts.Time.GetLocalNow() - outcome.Duration, outcome));
            }

            if (hasThrown)
            {
                RefusedRequests.MarkAsTold(context);
            }
        }
    }

    private static RequestOutcome OutcomeOf(HttpContext context, TimeSpan duration, long bytes, bool hasThrown)
    {
        var forwarded = context.Features.Get<IReverseProxyFeature>();
        return new()
        {
            Duration = duration,
            Status = StatusOf(context, hasThrown),
            Bytes = bytes,
            // Also of one that is answered here.
            Route = (forwarded?.Route ?? context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>())?.Config.RouteId,
            Cluster = forwarded?.Cluster.Config.ClusterId,
            Destination = forwarded?.ProxiedDestination?.DestinationId,
        };
    }

    private static AccessRecord Describe(HttpContext context, DateTimeOffset came, in RequestOutcome outcome)
    {
        var request = context.Request;
        var error = context.GetForwarderErrorFeature()?.Error;
        return new()
        {
            Time = came,
            Duration = outcome.Duration,
            Client = Plain(context.Connection.RemoteIpAddress),
            User = RemoteUser.Of(context),
            Method = request.Method,
            Scheme = request.Scheme,
            Host = request.Host.Value ?? "",
            Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            Protocol = request.Protocol,
            Status = outcome.Status,
            Bytes = outcome.Bytes,
            Route = outcome.Route,
            Cluster = outcome.Cluster,
            Destination = outcome.Destination,
            Error = error is null or ForwarderError.None ? null : error.ToString(),
            RequestId = RequestIds.Of(context),
            Referer = request.Headers.Referer,
            UserAgent = request.Headers.UserAgent,
        };
    }

    private static int StatusOf(HttpContext context, bool hasThrown)
    {
        if (context.Response.HasStarted)
        {
            return context.Response.StatusCode;
        }

        var hasLeft = context.RequestAborted.IsCancellationRequested
            || (context.GetForwarderErrorFeature() is { } failure && ForwardingFailures.HasLeft(failure));
        if (hasLeft)
        {
            return ClientClosedRequest;
        }

        return hasThrown ? StatusCodes.Status500InternalServerError : context.Response.StatusCode;
    }
}
