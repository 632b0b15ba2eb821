using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy.Upstreams;

/// <summary>Counts a request as answered whose upload came to no end because its upstream had answered before, and
/// wanted no more of it. YARP reports a failure behind an answer that is whole.</summary>
internal static class UnwantedUploads
{
    /// <summary>Runs around the forwarding of every request, WITHIN all that looks at what failed.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
            ? WatchAsync(context, next)
            : next(context);

    private static async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.GetForwarderErrorFeature() is { } failure && IsBehindAnswer(failure))
        {
            context.Features.Set<IForwarderErrorFeature>(null);
        }
    }

    // Where there is no answer YARP puts the failure of the answer beside that of the body. A body that the client has
    // broken has another failure than one that was cancelled.
    private static bool IsBehindAnswer(IForwarderErrorFeature failure) => failure is
    {
        Error: ForwarderError.RequestBodyDestination or ForwarderError.RequestBodyCanceled,
        Exception: not AggregateException,
    }
    or
    {
        Error: ForwarderError.RequestBodyClient,
        Exception: OperationCanceledException,
    };
}
