using System.Collections.Frozen;
using Microsoft.AspNetCore.Http.Extensions;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy;

/// <summary>Logs requests that failed on our side or behind us, in one line that names the destination. Clients that go
/// away are everyday life and not logged; YARP would print a stack trace for each, so its own lines are off.</summary>
internal sealed class ForwardingFailures(RequestDelegate next, ProxyParts parts, ILogger<ForwardingFailures> logger)
{
    private static readonly FrozenSet<ForwarderError> s_clientLeft = FrozenSet.Create(
        ForwarderError.RequestCanceled,
        ForwarderError.RequestBodyCanceled,
        ForwarderError.RequestBodyClient,
        ForwarderError.ResponseBodyCanceled,
        ForwarderError.ResponseBodyClient,
        ForwarderError.UpgradeRequestCanceled,
        ForwarderError.UpgradeRequestClient,
        ForwarderError.UpgradeResponseCanceled,
        ForwarderError.UpgradeResponseClient,
        ForwarderError.UpgradeActivityTimeout);

    /// <summary>Whether the client went away, or was cut off: no fault of a destination.</summary>
    public static bool IsOfClient(ForwarderError error) => s_clientLeft.Contains(error);

    /// <summary>Runs around the forwarding of every request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.GetForwarderErrorFeature() is { } failure && !IsOfClient(failure.Error))
        {
            Report(context, failure);
            await parts.ErrorPages.AnswerAsync(context, context.Response.StatusCode);
        }
    }

    private void Report(HttpContext context, IForwarderErrorFeature failure)
    {
        var feature = context.GetReverseProxyFeature();
        logger.ForwardingFailed(
            context.Request.Method,
            context.Request.GetEncodedUrl(),
            feature.Cluster.Config.ClusterId,
            feature.ProxiedDestination?.Model.Config.Address ?? "no destination",
            failure.Error,
            failure.Exception?.GetBaseException().Message ?? "no destination is healthy",
            context.Response.StatusCode);
    }
}
