using System.Collections.Frozen;
using Microsoft.AspNetCore.Http.Extensions;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy;

/// <summary>Logs requests that failed on our side or behind us, in one line that names the destination. Clients that go
/// away are everyday life and not logged; YARP would print a stack trace for each, so its own lines are off.</summary>
internal sealed class ForwardingFailures(RequestDelegate next, ProxyParts parts, ILogger<ForwardingFailures> logger)
{
    // Kestrel's words for a body that ends before its end; nothing else tells it from one that it refuses.
    private const string EndedTooSoon = "Unexpected end of request content.";

    // And for more bytes than the answer's own headers tell.
    private const string TooLong = "Response Content-Length mismatch:";

    private static readonly FrozenSet<ForwarderError> s_ofClient = FrozenSet.Create(
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

    /// <summary>Whether the client went away, was cut off or sent what is none: no fault of a destination.</summary>
    public static bool IsOfClient(IForwarderErrorFeature failure) =>
        s_ofClient.Contains(failure.Error) && !IsTooLong(failure);

    /// <summary>Whether the client is gone. One whose body was refused on its way, as too large, malformed or too slow,
    /// is there and gets an answer.</summary>
    public static bool HasLeft(IForwarderErrorFeature failure) =>
        IsOfClient(failure) && !IsRefusedBody(failure);

    /// <summary>Runs around the forwarding of every request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.GetForwarderErrorFeature() is not { } failure)
        {
            return;
        }

        if (!IsOfClient(failure))
        {
            Report(context, failure);
        }

        BrokenAnswer.End(context);
        if (!HasLeft(failure))
        {
            await parts.ErrorPages.AnswerAsync(context, context.Response.StatusCode);
        }
    }

    // YARP puts the failure of the body first, and has taken its status for the answer.
    private static bool IsRefusedBody(IForwarderErrorFeature failure) => failure is
    {
        Error: ForwarderError.RequestBodyClient,
        Exception: AggregateException
        {
            InnerExceptions: [BadHttpRequestException { Message: not EndedTooSoon }, ..],
        },
    };

    // Of an upstream that speaks HTTP/2: .NET compares nothing there. To YARP it was the client that took no more.
    private static bool IsTooLong(IForwarderErrorFeature failure) =>
        failure.Exception?.GetBaseException() is InvalidOperationException { Message: var words }
        && words.StartsWith(TooLong, StringComparison.Ordinal);

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
