using Gateway.Plugins;
using Gateway.Proxy.Routes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy.Upstreams;

/// <summary>Blames the destination for a request that the time limit of its route ended without an answer, as for any
/// answer that does not come. Not when others took more than half of that time: the client for its body, an earlier
/// destination, or whoever decides who may come.</summary>
/// <param name="next">What forwards the request.</param>
/// <param name="parts">The clock.</param>
internal sealed class LateAnswers(RequestDelegate next, ProxyParts parts)
{
    /// <summary>Runs around the forwarding of every request, WITHIN all that looks at what failed.</summary>
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<IHttpRequestTimeoutFeature>() is { RequestTimeoutToken: var isOver }
        && context.GetReverseProxyFeature().Route.Config.Timeout is { } limit
            ? WatchAsync(context, limit, isOver)
            : next(context);

    private async Task WatchAsync(HttpContext context, TimeSpan limit, CancellationToken isOver)
    {
        var (begin, plain) = (parts.Time.GetTimestamp(), context.Request.Body);
        await using var body = new AwaitedBody(plain, parts.Time);
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            context.Request.Body = body;
        }

        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Body = plain;
        }

        var own = parts.Time.GetElapsedTime(begin) - body.Waited;
        if (isOver.IsCancellationRequested && own > limit / 2 && HasNoAnswer(context))
        {
            context.Features.Set<IForwarderErrorFeature>(
                new TimedOut(new TimeoutException($"no answer within {new Seconds(limit)}")));
            context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
        }
    }

    // One that has begun fails in another way.
    private static bool HasNoAnswer(HttpContext context) =>
        context.GetForwarderErrorFeature()?.Error
            is ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled
        && !context.Response.HasStarted;
}
