using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Proxy;

/// <summary>Runs no request of a client that has left. On HTTP/1 it may be none: when a connection ends in the midst of
/// a body that nobody has read, Kestrel takes the rest of the body for the next request. With a proxy before us who
/// wrote the body did not open the connection, and would choose the headers that only the proxy is trusted
/// with.</summary>
internal static class GoneClients
{
    private static readonly Func<object, Task> s_whenCompleted = state => EndAsync((HttpContext)state);

    /// <summary>Runs before anything heeds the request.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (IsGone(context))
        {
            return EndAsync(context);
        }

        context.Response.OnCompleted(s_whenCompleted, context);
        return next(context);
    }

    // Kestrel's token tells nothing any more once the answer is written, and is that of the next request then. But who
    // has left has no socket: Kestrel closes it first.
    private static bool IsGone(HttpContext context) =>
        context.RequestAborted.IsCancellationRequested
        || context.Features.Get<IConnectionSocketFeature>()?.Socket.Connected == false;

    // So that the rest is not even read, which would write it down: as a request, or as one that cannot be read. What
    // ends with one stream of HTTP/2 or 3 is not the connection.
    private static Task EndAsync(HttpContext context)
    {
        if ((HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol))
            && IsGone(context))
        {
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        }

        return Task.CompletedTask;
    }
}
