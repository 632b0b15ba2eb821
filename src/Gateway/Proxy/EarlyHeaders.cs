using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Sends the headers of an event stream or of a gRPC call on as they come. YARP holds headers back until the
/// body begins, which of these may be minutes later, or never while a client waits for the headers to say
/// more.</summary>
internal sealed class EarlyHeaders : ResponseTransform
{
    /// <inheritdoc/>
    public override async ValueTask ApplyAsync(ResponseTransformContext context)
    {
        var response = context.HttpContext.Response;
        if (context.ProxyResponse is { IsSuccessStatusCode: true } && IsStream(response))
        {
            // Not to be cancelled: YARP would clear an answer that has begun.
            await response.Body.FlushAsync(CancellationToken.None);
        }
    }

    // A call that has its status among the headers ends with them, and has to (gRPC over HTTP/2, "Trailers-Only").
    private static bool IsStream(HttpResponse response) => response.ContentType is { } type
        && (type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase)
            || (type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase)
                && !response.Headers.ContainsKey("grpc-status")));
}
