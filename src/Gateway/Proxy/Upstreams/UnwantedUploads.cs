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
        if (context.GetForwarderErrorFeature() is { } failure && IsBehindAnswer(failure)
            && !context.RequestAborted.IsCancellationRequested)
        {
            context.Features.Set<IForwarderErrorFeature>(null);
        }
    }

    // Where there is no whole answer YARP puts the failure of the answer beside that of the body. What an upstream ends
    // while the client pauses it takes for the client's.
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
